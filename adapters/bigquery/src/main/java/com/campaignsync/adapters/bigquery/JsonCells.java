package com.campaignsync.adapters.bigquery;

import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row as the REST API gives it: every value a text. */
record JsonCells(FieldValueList row) implements Cells {

  @Override
  public @Nullable String text(int column) {
    FieldValue value = row.get(column);
    return value.isNull() ? null : value.getStringValue();
  }

  @Override
  public long integer(int column) {
    return row.get(column).getLongValue();
  }

  @Override
  public @Nullable BigDecimal number(int column) {
    FieldValue value = row.get(column);
    return value.isNull() ? null : value.getNumericValue();
  }

  @Override
  public LocalDate date(int column) {
    return LocalDate.parse(row.get(column).getStringValue());
  }
}
