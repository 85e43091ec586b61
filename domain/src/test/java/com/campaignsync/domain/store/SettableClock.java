package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The store's clock, standing still until told otherwise. */
public final class SettableClock implements InstantSource {

  private volatile Instant now;

  public SettableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public void set(Instant instant) {
    now = instant;
  }
}
