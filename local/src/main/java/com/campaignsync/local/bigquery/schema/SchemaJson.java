package com.campaignsync.local.bigquery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the REST form of a table's definition, which is also the schema files' form. */
public final class SchemaJson {

  /** Most columns BigQuery allows in one table. */
  public static final int COLUMNS_MAX = 10_000;

  private static final List<String> UNSUPPORTED =
      List.of(
          "rangePartitioning",
          "externalDataConfiguration",
          "materializedView",
          "cloneDefinition",
          "snapshotDefinition",
          "encryptionConfiguration",
          "tableConstraints",
          "defaultCollation",
          "defaultRoundingMode",
          "resourceTags",
          "maxStaleness",
          "biglakeConfiguration",
          "tableReplicationInfo",
          "requirePartitionFilter");

  /** What a field may say besides its name, type, mode and description. */
  private static final List<String> FIELD_UNSUPPORTED =
      List.of(
          "maxLength",
          "precision",
          "scale",
          "defaultValueExpression",
          "collation",
          "policyTags",
          "roundingMode",
          "rangeElementType",
          "timestampPrecision",
          "foreignTypeDefinition",
          "dataPolicies");

  /** BigQuery's own limit. */
  private static final int CLUSTERING_MAX = 4;

  private static final List<String> RESERVED_PREFIXES =
      List.of("_PARTITION", "_TABLE_", "_FILE_", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER");

  private SchemaJson() {}

  /**
   * Reads {@code timePartitioning}, {@code clustering}, {@code view} and {@code schema}.
   *
   * @throws IllegalArgumentException naming what is wrong, if this server cannot hold such a table
   */
  public static TableSchema read(JsonNode table) {
    List<Column> columns = readColumns(table.path("schema").path("fields"));
    List<String> clustering = new ArrayList<>();
    table.path("clustering").path("fields").forEach(f -> clustering.add(f.asText()));
    TableSchema schema =
        new TableSchema(
            columns,
            readPartitioning(table.path("timePartitioning"), columns),
            clustering,
            table.path("view").path("query").asText(null));
    refuseUnsupported(table);
    checkClustering(schema);
    return schema;
  }

  /** Refuses a table's attributes that have no effect here. */
  public static void refuseUnsupported(JsonNode table) {
    refuse(table, UNSUPPORTED, "");
  }

  /** Refuses what is set; false, an empty text or an empty list sets nothing. */
  public static void refuse(JsonNode json, List<String> unsupported, String where) {
    for (String field : unsupported) {
      JsonNode value = json.path(field);
      boolean unset =
          value.isContainerNode()
              ? value.isEmpty()
              : value.isMissingNode() || value.isNull() || value.asText().matches("false|");
      if (!unset) {
        throw new IllegalArgumentException(where + field + " is not supported locally.");
      }
    }
  }

  private static void checkClustering(TableSchema schema) {
    Set<String> names = new HashSet<>();
    for (String name : schema.clustering()) {
      Column column =
          schema
              .column(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The field specified for clustering cannot be found in the schema: "
                              + name));
      ValueType type = column.type();
      if (type.isNested()
          || type.is(SqlType.FLOAT64)
          || type.is(SqlType.JSON)
          || type.is(SqlType.BYTES)) {
        throw new IllegalArgumentException(
            "Clustering is not supported on field " + name + " of type " + type + ".");
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("Duplicate field in clustering: " + name + ".");
      }
    }
    if (names.size() > CLUSTERING_MAX) {
      throw new IllegalArgumentException("Too many clustering fields: at most 4 are allowed.");
    }
  }

  private static List<Column> readColumns(JsonNode fields) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode field : fields) {
      Column column = readColumn(field);
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("Duplicate field name: " + column.name());
      }
      columns.add(column);
    }
    if (columns.size() > COLUMNS_MAX) {
      throw new IllegalArgumentException("Too many columns: " + columns.size());
    }
    return columns;
  }

  private static Column readColumn(JsonNode field) {
    String name = field.path("name").asText("");
    if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_ -]{0,299}")) {
      throw new IllegalArgumentException("Invalid field name \"" + name + "\".");
    }
    if (RESERVED_PREFIXES.stream().anyMatch(name.toUpperCase(Locale.ROOT)::startsWith)) {
      throw new IllegalArgumentException(
          "Invalid field name \""
              + name
              + "\". Field names are not allowed to start with "
              + RESERVED_PREFIXES
              + ".");
    }
    refuse(field, FIELD_UNSUPPORTED, "Field " + name + ": ");
    String typeName = field.path("type").asText("");
    String mode = field.path("mode").asText("NULLABLE");
    if (!List.of("NULLABLE", "REQUIRED", "REPEATED").contains(mode)) {
      throw new IllegalArgumentException("Field " + name + " has the unknown mode " + mode + ".");
    }
    ValueType one = readType(name, typeName, field);
    ValueType type = mode.equals("REPEATED") ? one.asArray() : one;
    return new Column(name, type, mode, field.path("description").asText(""));
  }

  private static ValueType readType(String name, String typeName, JsonNode field) {
    if (typeName.equals("RECORD") || typeName.equals("STRUCT")) {
      List<ValueType.Field> fields = new ArrayList<>();
      for (Column part : readColumns(field.path("fields"))) {
        if (part.required()) {
          throw new IllegalArgumentException(
              "Field "
                  + name
                  + "."
                  + part.name()
                  + ": REQUIRED in a RECORD is not supported locally.");
        }
        fields.add(new ValueType.Field(part.name(), part.type()));
      }
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("Field " + name + " is type RECORD but has no schema");
      }
      return ValueType.struct(fields);
    }
    SqlType type =
        SqlType.parse(typeName)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Field " + name + " has type " + typeName + ", not supported locally."));
    return ValueType.of(type);
  }

  private static @Nullable Partitioning readPartitioning(JsonNode node, List<Column> columns) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    String field = node.path("field").asText("");
    Partitioning.Unit unit = unit(node.path("type").asText("DAY"));
    if (node.path("requirePartitionFilter").asBoolean()) {
      throw new IllegalArgumentException("requirePartitionFilter is not supported locally.");
    }
    if (field.isEmpty() || field.equals(Partitioning.INGESTION_TIME)) {
      return new Partitioning(unit, Partitioning.INGESTION_TIME, expirationMillis(node));
    }
    Column column =
        columns.stream()
            .filter(c -> c.name().equalsIgnoreCase(field))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The field specified for partitioning cannot be found in the schema: '"
                            + field
                            + "'."));
    boolean date = column.type().is(SqlType.DATE);
    boolean time = column.type().is(SqlType.TIMESTAMP) || column.type().is(SqlType.DATETIME);
    if (!time && !(date && unit != Partitioning.Unit.HOUR)) {
      throw new IllegalArgumentException(
          unit + " partitions cannot be on field " + column.name() + " of type " + column.type());
    }
    return new Partitioning(unit, column.name(), expirationMillis(node));
  }

  private static Partitioning.Unit unit(String type) {
    for (Partitioning.Unit unit : Partitioning.Unit.values()) {
      if (unit.name().equals(type)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("Invalid value for timePartitioning.type: " + type);
  }

  private static @Nullable Long expirationMillis(JsonNode partitioning) {
    long millis = partitioning.path("expirationMs").asLong(0);
    if (millis < 0) {
      throw new IllegalArgumentException("Invalid value for expirationMs: " + millis);
    }
    return millis == 0 ? null : Long.valueOf(millis);
  }

  /** Adds timePartitioning, clustering, view and schema to a REST table resource. */
  public static void write(TableSchema schema, ObjectNode table) {
    Partitioning partitioning = schema.partitioning();
    if (partitioning != null) {
      ObjectNode time =
          table.withObject("/timePartitioning").put("type", partitioning.unit().name());
      if (!partitioning.isIngestionTime()) {
        time.put("field", partitioning.field());
      }
      if (partitioning.expirationMillis() != null) {
        time.put("expirationMs", partitioning.expirationMillis().toString());
      }
    }
    if (!schema.clustering().isEmpty()) {
      ArrayNode fields = table.putObject("clustering").putArray("fields");
      schema.clustering().forEach(fields::add);
    }
    if (schema.view() != null) {
      table.putObject("view").put("query", schema.view()).put("useLegacySql", false);
    }
    table.set("schema", columns(schema.columns()));
  }

  /** The REST form of a result's or table's columns: {@code {"fields":[...]}}. */
  public static ObjectNode columns(List<Column> columns) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode fields = schema.putArray("fields");
    for (Column column : columns) {
      ObjectNode field = fields.addObject();
      field.put("name", column.name());
      field.put("type", column.type().scalar().restName());
      field.put("mode", column.mode());
      if (!column.description().isEmpty()) {
        field.put("description", column.description());
      }
      if (!column.type().fields().isEmpty()) {
        List<Column> parts = new ArrayList<>();
        column.type().fields().forEach(f -> parts.add(Column.of(f.name(), f.type())));
        field.set("fields", columns(parts).get("fields"));
      }
    }
    return schema;
  }
}
