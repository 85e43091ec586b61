package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.store.ContractStore;
import com.campaignsync.domain.store.JobStoreContract;

/** The contract, kept by the real store on a real server. */
class PostgresJobContractTest extends JobStoreContract {

  @Override
  protected ContractStore store() {
    return PostgresContractStore.SHARED;
  }
}
