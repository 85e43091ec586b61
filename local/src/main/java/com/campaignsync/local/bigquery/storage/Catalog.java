package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.TableLookup;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Datasets and tables by name. DuckDB holds them; a copy in memory answers look-ups. */
public final class Catalog implements TableLookup {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final String project;
  private final InstantSource clock;
  private final ConcurrentMap<String, Long> datasets = new ConcurrentHashMap<>();
  private final ConcurrentMap<TableRef, PhysicalTable> tables = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Long> created = new ConcurrentHashMap<>();

  public Catalog(Database database, String project, InstantSource clock) throws SQLException {
    this.database = database;
    this.project = project;
    this.clock = clock;
    database.read(this::load);
  }

  private Void load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT dataset, created FROM meta.datasets")) {
        while (rows.next()) {
          datasets.put(rows.getString(1), rows.getLong(2));
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
    return null;
  }

  private PhysicalTable keep(TableRef ref, long id, TableSchema schema, long createdMillis) {
    PhysicalTable table = new PhysicalTable(ref, id, schema, "data.t" + id);
    created.put(id, createdMillis);
    tables.put(ref, table);
    return table;
  }

  private static TableSchema parse(String definition) {
    try {
      return SchemaJson.read(JSON.readTree(definition));
    } catch (JsonProcessingException e) {
      throw new StorageException("A table's stored definition cannot be read", e);
    }
  }

  /** Datasets and when each was created, in milliseconds since 1970; by name. */
  public Map<String, Long> datasets() {
    return new TreeMap<>(datasets);
  }

  /** Creates a dataset; false if it exists. */
  public boolean createDataset(String dataset) throws SQLException {
    return database.write(
        connection -> {
          if (datasets.containsKey(dataset)) {
            return false;
          }
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO meta.datasets VALUES (?, ?)")) {
            insert.setString(1, dataset);
            insert.setLong(2, clock.millis());
            insert.executeUpdate();
          }
          datasets.put(dataset, clock.millis());
          return true;
        });
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
    return created.getOrDefault(table.id(), 0L);
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

  /** Creates a table in an existing dataset; false if a table of that name exists. */
  public boolean createTable(TableRef ref, TableSchema schema) throws SQLException {
    requireDataset(ref.project(), ref.dataset());
    return database.write(
        connection -> {
          if (tables.containsKey(ref)) {
            return false;
          }
          long id = insert(connection, ref, schema);
          Database.execute(connection, ddl(id, schema));
          PartitionTimes.touchTable(connection, id, clock.millis());
          keep(ref, id, schema, clock.millis());
          return true;
        });
  }

  private long insert(Connection connection, TableRef ref, TableSchema schema) throws SQLException {
    ObjectNode definition = JSON.createObjectNode();
    SchemaJson.write(schema, definition);
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

  private static String ddl(long id, TableSchema schema) {
    StringBuilder ddl = new StringBuilder("CREATE TABLE data.t" + id + " (");
    for (Column column : schema.columns()) {
      ddl.append('"').append(column.name()).append("\" ").append(column.type().duckName());
      ddl.append(column.required() ? " NOT NULL, " : ", ");
    }
    return ddl + PhysicalTable.BUFFERED_AT + " TIMESTAMP)";
  }

  /** Drops a table with everything known of it. */
  public void dropTable(PhysicalTable table) throws SQLException {
    database.write(
        connection -> {
          Database.execute(connection, "DROP TABLE " + table.duckName());
          Database.execute(connection, "DELETE FROM meta.tables WHERE id = " + table.id());
          for (String meta : List.of("table_times", "partitions", "loads")) {
            Database.execute(
                connection, "DELETE FROM meta." + meta + " WHERE table_id = " + table.id());
          }
          tables.remove(table.ref());
          return null;
        });
  }
}
