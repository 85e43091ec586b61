package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GoogleSQL's implicit conversions. */
final class Coercion {

  private static final Set<SqlType> FROM_TEXT =
      Set.of(SqlType.DATE, SqlType.TIMESTAMP, SqlType.DATETIME);

  private Coercion() {}

  /** The one type all of them convert to, or null if there is none. */
  static @Nullable ValueType common(List<Sql> values) {
    ValueType common = ValueType.of(SqlType.NULL);
    // Columns decide before literals do: a literal follows them.
    for (boolean flexible : new boolean[] {false, true}) {
      for (Sql value : values) {
        if (value.flexible() == flexible) {
          ValueType next = merge(common, value);
          if (next == null) {
            return null;
          }
          common = next;
        }
      }
    }
    return common;
  }

  private static @Nullable ValueType merge(ValueType common, Sql value) {
    if (common.isNull() || converts(Sql.of("", common), value.type())) {
      return literalFollows(common, value) ? common : value.type();
    }
    return converts(value, common) ? common : null;
  }

  private static boolean literalFollows(ValueType common, Sql value) {
    return !common.isNull() && value.flexible() && converts(value, common);
  }

  /** Whether GoogleSQL converts the value to {@code to} without being told. */
  static boolean converts(Sql value, ValueType to) {
    ValueType from = value.type();
    if (from.equals(to) || from.isNull()) {
      return true;
    }
    if (from.array() && to.array() && value.flexible()) {
      return converts(new Sql("", from.element(), true), to.element());
    }
    if (from.isNested() || to.isNested()) {
      return false;
    }
    return switch (from.scalar()) {
      case INT64 -> to.is(SqlType.NUMERIC) || to.is(SqlType.FLOAT64);
      case NUMERIC -> to.is(SqlType.FLOAT64);
      case FLOAT64 -> value.flexible() && to.is(SqlType.NUMERIC);
      case STRING -> value.flexible() && FROM_TEXT.contains(to.scalar());
      case DATE -> to.is(SqlType.DATETIME);
      default -> false;
    };
  }

  /** The value as {@code to}, or null where GoogleSQL would refuse. */
  static @Nullable Sql coerce(Sql value, ValueType to) {
    if (value.type().equals(to)) {
      return value;
    }
    if (!converts(value, to)) {
      return null;
    }
    if (to.isNested()) {
      return Sql.of("CAST(" + value.text() + " AS " + to.duckName() + ")", to);
    }
    return new Sql(Casts.text(value, to.scalar(), false), to, value.flexible());
  }
}
