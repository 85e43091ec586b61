package com.campaignsync.local.bigquery.schema;

/** A table's full name. */
public record TableRef(String project, String dataset, String table) {

  /** BigQuery's spelling in messages: {@code project:dataset.table}. */
  @Override
  public String toString() {
    return project + ":" + dataset + "." + table;
  }
}
