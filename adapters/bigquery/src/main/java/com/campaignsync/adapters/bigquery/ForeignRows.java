package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warns of a mapping that does not select by a column which tells the table's rows apart: the
 * connection would take rows of other tenants or platforms. The column alone is enough to warn of,
 * for the first rows may all be the connection's own; rows that are not are told as evidence. What
 * others are called is not told.
 */
final class ForeignRows {

  private final String danger;
  private final int column;
  private final String own;
  private long seen;
  private long foreign;

  private ForeignRows(String danger, int column, String own) {
    this.danger = danger;
    this.column = column;
    this.own = own;
  }

  /** One for each such column; empty where there is nothing to fear. */
  static List<ForeignRows> of(SourceMapping mapping, ReadTarget target, Schema schema) {
    List<ForeignRows> found = new ArrayList<>();
    add(found, SourceColumn.TENANT_ID, target.tenantId().value(), tenants(mapping, target), schema);
    add(found, SourceColumn.PLATFORM, target.platform(), platforms(mapping, target), schema);
    return found;
  }

  private static void add(
      List<ForeignRows> found,
      SourceColumn column,
      String own,
      @Nullable String danger,
      Schema schema) {
    int index = indexOf(schema, column.defaultName());
    if (danger != null && index >= 0) {
      found.add(new ForeignRows(danger, index, own));
    }
  }

  private static int indexOf(Schema schema, String name) {
    for (int i = 0; i < schema.getFields().size(); i++) {
      if (schema.getFields().get(i).getName().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Null where tenant_id itself selects. */
  private static @Nullable String tenants(SourceMapping mapping, ReadTarget target) {
    String selecting = mapping.nameOf(SourceColumn.TENANT_ID);
    if (SourceColumn.TENANT_ID.defaultName().equalsIgnoreCase(selecting)) {
      return null;
    }
    String how =
        selecting == null
            ? "does not select by it: all its rows"
            : "selects by %s instead: all its rows whose %1$s is '%s'"
                .formatted(selecting, target.tenantId().value());
    return ("the source has a column tenant_id and the mapping %s%s, whoever's they are, would"
            + " become %s's; map tenant_id unless that is meant")
        .formatted(how, selected(mapping, target), target.tenantId().value());
  }

  /** Null where rows are selected by any column's platform. */
  private static @Nullable String platforms(SourceMapping mapping, ReadTarget target) {
    return mapping.nameOf(SourceColumn.PLATFORM) != null
        ? null
        : ("the source has a column platform and the mapping does not select by it: rows of every"
                + " platform would be taken as %s's, and those that another connection of this"
                + " tenant reads from this source would count twice; map platform unless that is"
                + " meant")
            .formatted(target.platform());
  }

  /** How the mapping narrows the rows down otherwise. */
  private static String selected(SourceMapping mapping, ReadTarget target) {
    String platform =
        mapping.nameOf(SourceColumn.PLATFORM) == null
            ? ""
            : " of platform '" + target.platform() + "'";
    return target.accountId() == null || mapping.nameOf(SourceColumn.ACCOUNT_ID) == null
        ? platform
        : platform + " of account '" + target.accountId() + "'";
  }

  void see(FieldValueList row) {
    FieldValue value = row.get(column);
    seen++;
    if (value.isNull() || !own.equals(String.valueOf(value.getValue()))) {
      foreign++;
    }
  }

  String warning() {
    return foreign == 0
        ? danger
        : danger + " (of the %d rows looked at %d are not '%s')".formatted(seen, foreign, own);
  }
}
