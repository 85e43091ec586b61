package com.campaignsync.local.bigquery.sql;

/** A place in a statement's text; line and column count from 1. */
public record Position(int line, int column) {

  /** As BigQuery's messages end: {@code [1:8]}. */
  @Override
  public String toString() {
    return "[" + line + ":" + column + "]";
  }
}
