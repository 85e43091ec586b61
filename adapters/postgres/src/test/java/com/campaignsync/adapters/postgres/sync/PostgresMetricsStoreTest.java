package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.MetricsStoreBench;
import com.campaignsync.domain.store.MetricsStoreContract;

/** The contract, kept by the real store on a real server. */
class PostgresMetricsStoreTest extends MetricsStoreContract {

  @Override
  protected MetricsStoreBench newBench(String tenant, String account) {
    return new FixtureBench(new Fixture(tenant, "google_ads", account));
  }
}
