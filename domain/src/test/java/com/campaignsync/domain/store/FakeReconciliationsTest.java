package com.campaignsync.domain.store;

class FakeReconciliationsTest extends ReconciliationStoreContract {

  private final ContractStore store = new FakeContractStore();

  @Override
  protected ContractStore store() {
    return store;
  }
}
