package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ColumnSource.Constant;
import com.campaignsync.domain.source.ColumnSource.Scale;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;

/**
 * How each of our columns is said in terms of the source's row, which the statement calls {@code
 * given}. Names are quoted, and qualified because ours may be the same; constants are parameters.
 */
record ColumnExpressions(SourceMapping mapping, SourceState state) {

  /** Whether rows have a value of their own in it. */
  boolean has(SourceColumn column) {
    return mapping.sourceOf(column) instanceof Column && state.columns().contains(column);
  }

  /** Of a column that the source has; a column's name in a live schema holds no back-tick. */
  String name(SourceColumn column) {
    return "given.`" + mapping.nameOf(column) + "`";
  }

  /** STRING; NULL where the source has none. */
  String text(SourceColumn column) {
    if (mapping.sourceOf(column) instanceof Constant) {
      return "@" + column.defaultName();
    }
    if (!has(column)) {
      return "CAST(NULL AS STRING)";
    }
    return state.integerTexts().contains(column)
        ? "CAST(%s AS STRING)".formatted(name(column))
        : name(column);
  }

  /** NUMERIC in whole units; NULL where the source has none, and where it is {@link #isBad}. */
  String number(SourceColumn column) {
    if (!has(column)) {
      return "CAST(NULL AS NUMERIC)";
    }
    String cast = (isFloat(column) ? "SAFE_CAST" : "CAST") + "(" + name(column) + " AS NUMERIC)";
    Scale scale = ((Column) mapping.sourceOf(column)).scale();
    // Exact for whole micros: NUMERIC has nine decimals, and they need six.
    return scale == Scale.UNITS ? cast : cast + " / " + scale.perUnit();
  }

  boolean isFloat(SourceColumn column) {
    return has(column) && state.floatColumns().contains(column);
  }

  /**
   * Whether the row has a value that NUMERIC cannot hold: NaN, an infinity, or beyond 29 digits.
   */
  String isBad(SourceColumn column) {
    return "%1$s IS NOT NULL AND SAFE_CAST(%1$s AS NUMERIC) IS NULL".formatted(name(column));
  }

  /** The text that shows a bad value. */
  String shown(SourceColumn column) {
    return "CONCAT('%s=', CAST(%s AS STRING), ' ')".formatted(column.defaultName(), name(column));
  }
}
