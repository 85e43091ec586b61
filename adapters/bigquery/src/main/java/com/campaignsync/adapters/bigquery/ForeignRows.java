package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of a mapping that gives every row of a table to one tenant though the table knows several:
 * the connection would take all of them. What others are called is not told.
 */
final class ForeignRows {

  private static final String TENANT = SourceColumn.TENANT_ID.defaultName();

  private final Set<String> tenants = new HashSet<>();
  private final int column;
  private long seen;

  private ForeignRows(int column) {
    this.column = column;
  }

  /** Null where there is nothing to fear: rows are told apart, or the table does not tell them. */
  static @Nullable ForeignRows of(SourceMapping mapping, Schema schema) {
    if (mapping.nameOf(SourceColumn.TENANT_ID) != null) {
      return null;
    }
    for (int i = 0; i < schema.getFields().size(); i++) {
      if (schema.getFields().get(i).getName().equalsIgnoreCase(TENANT)) {
        return new ForeignRows(i);
      }
    }
    return null;
  }

  void see(FieldValueList row) {
    FieldValue value = row.get(column);
    tenants.add(value.isNull() ? "" : String.valueOf(value.getValue()));
    seen++;
  }

  /** Nothing where all rows seen are the connection's own tenant's. */
  List<String> warnings(ReadTarget target) {
    if (seen > 0 && tenants.equals(Set.of(target.tenantId().value()))) {
      return List.of();
    }
    return List.of(
        ("every row would be taken as this tenant's, but the table has a column %s with %d"
                + " different values in the %d rows looked at: map %s, unless all rows are meant")
            .formatted(TENANT, tenants.size(), seen, TENANT));
  }
}
