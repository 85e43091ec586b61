package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.store.ConnectionStoreContract;
import com.campaignsync.domain.store.ContractStore;

/** The contract, kept by the real store on a real server. */
class PostgresConnectionContractTest extends ConnectionStoreContract {

  @Override
  protected ContractStore store() {
    return PostgresContractStore.SHARED;
  }
}
