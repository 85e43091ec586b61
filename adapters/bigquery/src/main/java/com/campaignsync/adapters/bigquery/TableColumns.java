package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A live table's columns, and all complaints about them. */
final class TableColumns {

  /** Types that become text: ids are INT64 in Google Ads transfers. */
  static final Set<StandardSQLTypeName> TEXTS =
      EnumSet.of(StandardSQLTypeName.STRING, StandardSQLTypeName.INT64);

  private final String table;
  private final Map<String, Field> fields = new HashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> mistyped = new ArrayList<>();

  /**
   * @param table what messages call it
   */
  TableColumns(String table, Schema schema) {
    this.table = table;
    schema
        .getFields()
        .forEach(field -> fields.put(field.getName().toLowerCase(Locale.ROOT), field));
  }

  /** The column of a name, in any case; null, with a complaint noted, if it cannot be used. */
  @Nullable Field find(String name, Set<StandardSQLTypeName> allowed, boolean needed) {
    Field field = fields.get(name.toLowerCase(Locale.ROOT));
    if (field == null) {
      if (needed) {
        missing.add(name);
      }
      return null;
    }
    StandardSQLTypeName type = field.getType().getStandardType();
    boolean repeated = field.getMode() == Field.Mode.REPEATED;
    if (repeated || !allowed.contains(type)) {
      mistyped.add(
          "%s is %s%s, want %s"
              .formatted(field.getName(), repeated ? "ARRAY of " : "", type, allowed));
      return null;
    }
    return field;
  }

  /**
   * Both kinds of complaint in one message: who mends the table wants to do it once.
   *
   * @throws SourceException if there is a complaint
   */
  void refuse() {
    List<String> complaints = new ArrayList<>();
    if (!missing.isEmpty()) {
      complaints.add("has no column " + String.join(", ", missing));
    }
    if (!mistyped.isEmpty()) {
      complaints.add("has columns of a wrong type: " + String.join(", ", mistyped));
    }
    if (!complaints.isEmpty()) {
      throw new SourceException(
          missing.isEmpty() ? Code.SOURCE_COLUMN_TYPE : Code.SOURCE_COLUMN_MISSING,
          "%s %s; mend the table or the connection's mapping"
              .formatted(table, String.join("; ", complaints)),
          null);
    }
  }
}
