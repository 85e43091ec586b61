package com.campaignsync.domain.store;

class FakeJobsTest extends JobStoreContract {

  private final ContractStore store = new FakeContractStore();

  @Override
  protected ContractStore store() {
    return store;
  }
}
