package com.campaignsync.adapters.postgres.sync;

/** The contract, kept by the real store on a real server. */
class PostgresMetricsStoreTest extends MetricsStoreContract {

  @Override
  MetricsStoreBench newBench(String tenant, String account) {
    return new FixtureBench(new Fixture(tenant, "google_ads", account));
  }
}
