package com.campaignsync.domain.store;

class FakeLeasesTest extends LeaseStoreContract {

  private final ContractStore store = new FakeContractStore();

  @Override
  protected ContractStore store() {
    return store;
  }
}
