package com.campaignsync.domain.store;

/** The contract, kept in memory. */
class FakeMetricsTest extends MetricsStoreContract {

  private final FakeStore store = new FakeStore(V1);

  @Override
  protected MetricsStoreBench newBench(String tenant, String account) {
    return new FakeBench(store, tenant, account);
  }
}
