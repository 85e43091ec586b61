package com.campaignsync.domain.store;

class FakeConnectionsTest extends ConnectionStoreContract {

  private final ContractStore store = new FakeContractStore();

  @Override
  protected ContractStore store() {
    return store;
  }
}
