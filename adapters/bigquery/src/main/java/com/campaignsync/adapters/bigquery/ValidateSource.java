package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ColumnSource;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries a mapping on the live tables by calls that bill nothing. Blocking. */
final class ValidateSource {

  /** Rows looked through for one of the connection's own: a page of a megabyte or so. */
  private static final int ROWS_SEEN_MAX = 1_000;

  private static final int NUMERIC_SCALE = 9;

  private final BigQuery bigQuery;
  private final SourceTables tables;

  ValidateSource(BigQuery bigQuery, SourceTables tables) {
    this.bigQuery = bigQuery;
    this.tables = tables;
  }

  SourceSample validate(Entity entity, SourceMapping mapping, ReadTarget target) {
    SourceException mismatch = ReadTargets.mismatch(mapping, target);
    if (mismatch != null) {
      throw mismatch;
    }
    InspectTable inspect = new InspectTable(bigQuery, tables);
    refuseLackOfAccount(
        mapping,
        target,
        inspect.inspect(entity, mapping).columns().contains(SourceColumn.ACCOUNT_ID));
    Table table = inspect.find(tables.of(mapping), "source '" + mapping.table() + "'");
    Schema schema = Objects.requireNonNullElse(table.getDefinition().getSchema(), Schema.of());
    List<ForeignRows> foreign = ForeignRows.of(mapping, target, schema);
    return sample(entity, mapping, target, table, schema, foreign)
        .warning(foreign.stream().map(ForeignRows::warning).toList());
  }

  /** What is said of partitions must be true: a sync that relied on it would miss days. */
  private static void refuseOtherPartitions(
      SourceMapping mapping, StandardTableDefinition definition) {
    String difference = PartitionGate.difference(mapping, definition.getTimePartitioning());
    if (difference != null) {
      throw new SourceException(
          Code.SOURCE_QUERY_INVALID,
          "source '%s' is %s; mend the mapping's partition or leave it out"
              .formatted(mapping.table(), difference),
          null);
    }
  }

  private static void refuseLackOfAccount(
      SourceMapping mapping, ReadTarget target, boolean hasAccount) {
    if (target.accountId() != null
        && mapping.nameOf(SourceColumn.ACCOUNT_ID) != null
        && !hasAccount) {
      throw new SourceException(
          Code.SOURCE_COLUMN_MISSING,
          "source '%s' has no column %s, and the connection is of one account; leave out its"
                  .formatted(mapping.table(), mapping.nameOf(SourceColumn.ACCOUNT_ID))
              + " account or mend the mapping",
          null);
    }
  }

  private SourceSample sample(
      Entity entity,
      SourceMapping mapping,
      ReadTarget target,
      Table table,
      Schema schema,
      List<ForeignRows> foreign) {
    if (!(table.getDefinition() instanceof StandardTableDefinition definition)) {
      return new SourceSample(
          Map.of(),
          "a %s shows its rows to queries only, and they cost"
              .formatted(table.getDefinition().getType()));
    }
    refuseOtherPartitions(mapping, definition);
    List<FieldValueList> rows = new ArrayList<>();
    bigQuery
        .listTableData(table.getTableId(), schema, TableDataListOption.pageSize(ROWS_SEEN_MAX))
        .getValues()
        .forEach(rows::add);
    foreign.forEach(one -> rows.forEach(one::see));
    return sample(entity, mapping, target, schema, rows);
  }

  private static SourceSample sample(
      Entity entity,
      SourceMapping mapping,
      ReadTarget target,
      Schema schema,
      List<FieldValueList> rows) {
    for (FieldValueList row : rows) {
      Map<SourceColumn, String> values = values(entity, mapping, schema, row);
      if (isOf(target, mapping, values)) {
        Map<String, String> named = new HashMap<>();
        values.forEach((column, value) -> named.put(column.defaultName(), value));
        return new SourceSample(named, null);
      }
    }
    return new SourceSample(
        Map.of(),
        rows.isEmpty()
            ? "the table is empty"
            : "none of the %d rows looked at is the connection's".formatted(rows.size()));
  }

  private static Map<SourceColumn, String> values(
      Entity entity, SourceMapping mapping, Schema schema, FieldValueList row) {
    Map<SourceColumn, String> values = new EnumMap<>(SourceColumn.class);
    for (SourceColumn column : SourceColumn.of(entity)) {
      String value = value(mapping.sourceOf(column), schema, row);
      if (value != null) {
        values.put(column, value);
      }
    }
    return values;
  }

  private static @Nullable String value(ColumnSource source, Schema schema, FieldValueList row) {
    if (source instanceof ColumnSource.Constant constant) {
      return constant.value();
    }
    if (!(source instanceof ColumnSource.Column column)) {
      return null;
    }
    FieldValue value = cell(row, schema, column.name());
    if (value == null || value.isNull()) {
      return null;
    }
    return column.scale() == ColumnSource.Scale.UNITS
        ? value.getStringValue()
        : inUnits(value.getStringValue(), column.scale().perUnit());
  }

  private static @Nullable FieldValue cell(FieldValueList row, Schema schema, String name) {
    for (int i = 0; i < schema.getFields().size(); i++) {
      if (schema.getFields().get(i).getName().equalsIgnoreCase(name)) {
        return row.get(i);
      }
    }
    return null;
  }

  /** A value that is no number is shown as it is: the sync would reject its row. */
  private static String inUnits(String text, int perUnit) {
    try {
      return new BigDecimal(text)
          .divide(BigDecimal.valueOf(perUnit), NUMERIC_SCALE, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  private static boolean isOf(
      ReadTarget target, SourceMapping mapping, Map<SourceColumn, String> values) {
    return same(mapping, SourceColumn.TENANT_ID, target.tenantId().value(), values)
        && same(mapping, SourceColumn.PLATFORM, target.platform(), values)
        && same(mapping, SourceColumn.ACCOUNT_ID, target.accountId(), values);
  }

  private static boolean same(
      SourceMapping mapping,
      SourceColumn column,
      @Nullable String own,
      Map<SourceColumn, String> values) {
    return own == null || mapping.nameOf(column) == null || own.equals(values.get(column));
  }
}
