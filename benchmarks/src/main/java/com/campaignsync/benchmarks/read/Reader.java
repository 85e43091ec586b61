package com.campaignsync.benchmarks.read;

/** One way to read the whole result. */
interface Reader {

  /** What the table calls it. */
  String name();

  /** Whether the rows become Java values; if not it is the floor of those that do. */
  boolean decodes();

  /** Reads all rows; only {@code rows} counts if it does not decode. */
  Totals read() throws Exception;
}
