package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.TableLookup;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Datasets and tables by name. DuckDB holds them; a copy in memory answers look-ups. The copy
 * changes after the commit, so that a commit that fails leaves nothing.
 */
public final class Catalog implements TableLookup {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final String project;
  private final InstantSource clock;
  private final ConcurrentMap<String, Described> datasets = new ConcurrentHashMap<>();
  private final ConcurrentMap<TableRef, PhysicalTable> tables = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Described> described = new ConcurrentHashMap<>();

  /** When something was created, in milliseconds since 1970, and what is said about it. */
  private record Described(long createdMillis, ObjectNode metadata) {}

  public Catalog(Database database, String project, InstantSource clock) throws SQLException {
    this.database = database;
    this.project = project;
    this.clock = clock;
    database.read(this::load);
  }

  private int load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      String all = "SELECT dataset, created, coalesce(definition, '{}') FROM meta.datasets";
      try (ResultSet rows = statement.executeQuery(all)) {
        while (rows.next()) {
          datasets.put(rows.getString(1), new Described(rows.getLong(2), parse(rows.getString(3))));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id, dataset, name, definition, created FROM meta.tables")) {
        while (rows.next()) {
          TableRef ref = new TableRef(project, rows.getString(2), rows.getString(3));
          keep(ref, rows.getLong(1), parse(rows.getString(4)), rows.getLong(5));
        }
      }
    }
    return tables.size();
  }

  private PhysicalTable keep(TableRef ref, long id, ObjectNode definition, long createdMillis) {
    PhysicalTable table = new PhysicalTable(ref, id, SchemaJson.read(definition), "data.t" + id);
    described.put(id, new Described(createdMillis, Metadata.of(definition)));
    tables.put(ref, table);
    return table;
  }

  private static ObjectNode parse(String definition) {
    try {
      return (ObjectNode) JSON.readTree(definition);
    } catch (JsonProcessingException e) {
      throw new StorageException("A stored definition cannot be read", e);
    }
  }

  /** Datasets and when each was created, in milliseconds since 1970; by name. */
  public Map<String, Long> datasets() {
    Map<String, Long> created = new TreeMap<>();
    datasets.forEach((name, dataset) -> created.put(name, dataset.createdMillis()));
    return created;
  }

  /** What was said about a dataset, in the fields of its REST resource. */
  public ObjectNode metadata(String dataset) {
    Described found = datasets.get(dataset);
    return found == null ? JSON.createObjectNode() : found.metadata().deepCopy();
  }

  /** What was said about a table, in the fields of its REST resource. */
  public ObjectNode metadata(PhysicalTable table) {
    Described found = described.get(table.id());
    return found == null ? JSON.createObjectNode() : found.metadata().deepCopy();
  }

  /** Creates a dataset without description; false if it exists. */
  public boolean createDataset(String dataset) throws SQLException {
    return createDataset(dataset, JSON.createObjectNode());
  }

  /** Creates a dataset described as its REST resource says; false if it exists. */
  public synchronized boolean createDataset(String dataset, JsonNode resource) throws SQLException {
    if (datasets.containsKey(dataset)) {
      return false;
    }
    Described fresh = new Described(clock.millis(), Metadata.of(resource));
    database.write(connection -> saveDataset(connection, dataset, fresh));
    datasets.put(dataset, fresh);
    return true;
  }

  private static int saveDataset(Connection connection, String name, Described dataset)
      throws SQLException {
    String sql =
        "INSERT OR REPLACE INTO meta.datasets (dataset, created, definition) VALUES (?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, name);
      insert.setLong(2, dataset.createdMillis());
      insert.setString(3, dataset.metadata().toString());
      return insert.executeUpdate();
    }
  }

  /**
   * Changes what is said about a dataset.
   *
   * @param whole whether what {@code patch} leaves out is removed
   */
  public synchronized void describeDataset(String dataset, JsonNode patch, boolean whole)
      throws SQLException {
    requireDataset(project, dataset);
    Described old = Objects.requireNonNull(datasets.get(dataset));
    Described changed =
        new Described(old.createdMillis(), Metadata.patched(old.metadata(), patch, whole));
    database.write(connection -> saveDataset(connection, dataset, changed));
    datasets.put(dataset, changed);
  }

  /** Drops a dataset with its tables; false if it has some and {@code contents} is not set. */
  public synchronized boolean dropDataset(String dataset, boolean contents) throws SQLException {
    requireDataset(project, dataset);
    List<PhysicalTable> held = tables(dataset);
    if (!held.isEmpty() && !contents) {
      return false;
    }
    database.write(
        connection -> {
          for (PhysicalTable table : held) {
            drop(connection, table);
          }
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM meta.datasets WHERE dataset = ?")) {
            delete.setString(1, dataset);
            return delete.executeUpdate();
          }
        });
    held.forEach(this::forget);
    datasets.remove(dataset);
    return true;
  }

  /** The tables of a dataset, by name. */
  public List<PhysicalTable> tables(String dataset) {
    List<PhysicalTable> found = new ArrayList<>();
    tables.values().stream()
        .filter(t -> t.ref().dataset().equals(dataset))
        .sorted((a, b) -> a.ref().table().compareTo(b.ref().table()))
        .forEach(found::add);
    return found;
  }

  public boolean has(TableRef ref) {
    return tables.containsKey(ref);
  }

  public long createdMillis(PhysicalTable table) {
    Described found = described.get(table.id());
    return found == null ? 0 : found.createdMillis();
  }

  @Override
  public PhysicalTable find(TableRef ref) {
    requireDataset(ref.project(), ref.dataset());
    PhysicalTable table = tables.get(ref);
    if (table == null) {
      throw SqlException.notFound("Not found: Table " + ref + " was not found in location US");
    }
    return table;
  }

  /**
   * @throws SqlException reason notFound
   */
  public void requireDataset(String ofProject, String dataset) {
    if (!ofProject.equals(project) || !datasets.containsKey(dataset)) {
      throw SqlException.notFound(
          "Not found: Dataset " + ofProject + ":" + dataset + " was not found in location US");
    }
  }

  /**
   * Creates a table or view in an existing dataset; false if one of that name exists.
   *
   * @param resource in the form of a REST resource or a schema file
   * @throws IllegalArgumentException naming what is wrong with it
   */
  public synchronized boolean createTable(TableRef ref, JsonNode resource) throws SQLException {
    requireDataset(ref.project(), ref.dataset());
    ObjectNode shape = Metadata.withDefaultLife(resource, metadata(ref.dataset()), clock.instant());
    TableSchema schema = SchemaJson.read(shape);
    ObjectNode definition = Metadata.of(shape);
    SchemaJson.write(schema, definition);
    if (tables.containsKey(ref)) {
      return false;
    }
    long created = clock.millis();
    long id =
        database.write(
            connection -> {
              long fresh = insert(connection, ref, definition);
              if (schema.view() == null) {
                Database.execute(connection, ddl(fresh, schema));
              }
              PartitionTimes.touchTable(connection, fresh, clock.millis());
              return fresh;
            });
    keep(ref, id, definition, created);
    return true;
  }

  private long insert(Connection connection, TableRef ref, ObjectNode definition)
      throws SQLException {
    String sql =
        "INSERT INTO meta.tables VALUES (nextval('meta.table_ids'), ?, ?, ?, ?) RETURNING id";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, ref.dataset());
      insert.setString(2, ref.table());
      insert.setString(3, definition.toString());
      insert.setLong(4, clock.millis());
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * Changes what is said about a table, or a view's query; the table's own shape stays.
   *
   * @param schema the definition from now on: the table's own, or a view's new one
   * @param whole whether what {@code patch} leaves out is removed
   */
  public synchronized void describeTable(
      PhysicalTable table, TableSchema schema, JsonNode patch, boolean whole) throws SQLException {
    ObjectNode definition = Metadata.patched(metadata(table), patch, whole);
    SchemaJson.write(schema, definition);
    database.write(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE meta.tables SET definition = ? WHERE id = ?")) {
            update.setString(1, definition.toString());
            update.setLong(2, table.id());
            update.executeUpdate();
          }
          PartitionTimes.touchTable(connection, table.id(), clock.millis());
          return definition;
        });
    keep(table.ref(), table.id(), definition, createdMillis(table));
  }

  /** Drops the tables whose expirationTime has come. */
  public void dropExpired() throws SQLException {
    for (PhysicalTable table : tables.values()) {
      JsonNode expires = metadata(table).path("expirationTime");
      if (!expires.isMissingNode() && expires.asLong() <= clock.millis()) {
        dropTable(table);
      }
    }
  }

  private static String ddl(long id, TableSchema schema) {
    StringBuilder ddl = new StringBuilder("CREATE TABLE data.t" + id + " (");
    for (Column column : schema.columns()) {
      ddl.append('"').append(column.name()).append("\" ").append(column.type().duckName());
      // A repeated column that a statement leaves out is empty, not NULL.
      ddl.append(column.type().array() ? " DEFAULT []" : "");
      ddl.append(column.required() ? " NOT NULL, " : ", ");
    }
    String ingested = schema.isIngestionTime() ? Partitioning.INGESTION_TIME + " TIMESTAMP, " : "";
    return ddl + ingested + PhysicalTable.BUFFERED_AT + " TIMESTAMP)";
  }

  /** Drops a table with everything known of it. */
  public synchronized void dropTable(PhysicalTable table) throws SQLException {
    database.write(connection -> drop(connection, table));
    forget(table);
  }

  private static int drop(Connection connection, PhysicalTable table) throws SQLException {
    if (table.schema().view() == null) {
      Database.execute(connection, "DROP TABLE IF EXISTS " + table.duckName());
    }
    for (String meta : List.of("table_times", "partitions", "loads")) {
      Database.execute(connection, "DELETE FROM meta." + meta + " WHERE table_id = " + table.id());
    }
    return Database.execute(connection, "DELETE FROM meta.tables WHERE id = " + table.id());
  }

  private void forget(PhysicalTable table) {
    tables.remove(table.ref(), table);
    described.remove(table.id());
  }
}
