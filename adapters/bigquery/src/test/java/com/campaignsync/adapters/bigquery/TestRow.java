package com.campaignsync.adapters.bigquery;

import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One result row to change cell by cell: a campaign's day with every value. */
final class TestRow {

  final @Nullable String[] values = {
    "0",
    "1",
    "2026-02-28",
    "c1",
    null,
    "-1",
    "USD",
    "Spring",
    null, //
    "100",
    "5",
    null,
    "12.340000001",
    "2",
    "99.9",
    "1",
    "2",
    "3",
    "4",
    "-5.5", //
    "0",
    "",
    "7",
    null
  };

  TestRow with(int column, @Nullable String value) {
    values[column] = value;
    return this;
  }

  FieldValueList row() {
    return FieldValueList.of(
        Arrays.stream(values)
            .map(value -> FieldValue.of(FieldValue.Attribute.PRIMITIVE, value))
            .toList());
  }

  Cells cells() {
    return new JsonCells(row());
  }
}
