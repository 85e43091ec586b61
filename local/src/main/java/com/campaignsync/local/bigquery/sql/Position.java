package com.campaignsync.local.bigquery.sql;

/** A place in a statement's text; line and column count from 1. */
public record Position(int line, int column) {

  /** The index in {@code text} of the character at this place. */
  int offsetIn(String text) {
    int lineStart = 0;
    for (int i = 1; i < line; i++) {
      lineStart = text.indexOf('\n', lineStart) + 1;
    }
    return lineStart + column - 1;
  }

  /** As BigQuery's messages end: {@code [1:8]}. */
  @Override
  public String toString() {
    return "[" + line + ":" + column + "]";
  }
}
