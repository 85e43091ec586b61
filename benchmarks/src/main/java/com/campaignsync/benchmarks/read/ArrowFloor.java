package com.campaignsync.benchmarks.read;

import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;

/** The same messages as {@link ArrowReader} receives, thrown away. */
final class ArrowFloor implements Reader {

  private final StorageClient client;

  ArrowFloor(StorageClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "Arrow, bytes only";
  }

  @Override
  public boolean decodes() {
    return false;
  }

  @Override
  public Totals read() {
    long rows = 0;
    for (ReadRowsResponse response : client.rows(client.session())) {
      rows += response.getRowCount();
    }
    return new Totals(rows, 0, 0, Totals.NONE.spend(), 0);
  }
}
