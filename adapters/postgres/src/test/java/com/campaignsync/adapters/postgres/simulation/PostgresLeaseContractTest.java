package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.store.ContractStore;
import com.campaignsync.domain.store.LeaseStoreContract;

/** The contract, kept by the real store on a real server. */
class PostgresLeaseContractTest extends LeaseStoreContract {

  @Override
  protected ContractStore store() {
    return PostgresContractStore.SHARED;
  }
}
