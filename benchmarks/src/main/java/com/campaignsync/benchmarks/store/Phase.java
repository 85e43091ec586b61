package com.campaignsync.benchmarks.store;

/** What a load finds in the store. */
enum Phase {
  /** Nothing: every row is new. */
  FIRST("first load"),
  /** The same rows. */
  UNCHANGED("nothing changed"),
  /** The same rows; of every twentieth one value is another now. */
  CHANGED("5 % changed");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
