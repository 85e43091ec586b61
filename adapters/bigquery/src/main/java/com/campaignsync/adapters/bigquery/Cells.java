package com.campaignsync.adapters.bigquery;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One result row, by the positions of {@link ResultLayout}. Valid until the next row is asked. */
interface Cells {

  @Nullable String text(int column);

  /** Of a column that is never null in a row of data. */
  long integer(int column);

  /** Without trailing zeros, so that equal numbers are equal whichever way they came. */
  @Nullable BigDecimal number(int column);

  LocalDate date(int column);
}
