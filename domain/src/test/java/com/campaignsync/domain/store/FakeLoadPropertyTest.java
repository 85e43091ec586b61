package com.campaignsync.domain.store;

import java.time.Instant;

/** The properties, kept in memory. */
class FakeLoadPropertyTest extends LoadPropertyContract {

  @Override
  protected MetricsStoreBench newBench() {
    return new FakeBench(new FakeStore(Instant.parse("2026-06-01T06:00:00Z")), "t", "1");
  }
}
