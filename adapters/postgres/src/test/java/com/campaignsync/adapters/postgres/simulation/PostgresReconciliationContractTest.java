package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.store.ContractStore;
import com.campaignsync.domain.store.ReconciliationStoreContract;

/** The contract, kept by the real store on a real server. */
class PostgresReconciliationContractTest extends ReconciliationStoreContract {

  @Override
  protected ContractStore store() {
    return PostgresContractStore.SHARED;
  }
}
