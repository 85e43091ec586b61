package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.LoadPropertyContract;
import com.campaignsync.domain.store.MetricsStoreBench;

/** The properties, kept by the real store on a real server. */
class PostgresLoadPropertyTest extends LoadPropertyContract {

  @Override
  protected MetricsStoreBench newBench() {
    return new FixtureBench(new Fixture());
  }
}
