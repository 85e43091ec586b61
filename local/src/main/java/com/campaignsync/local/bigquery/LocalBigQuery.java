package com.campaignsync.local.bigquery;

import com.campaignsync.local.bigquery.job.InformationSchema;
import com.campaignsync.local.bigquery.job.JobRunner;
import com.campaignsync.local.bigquery.job.QueryCache;
import com.campaignsync.local.bigquery.job.StatementRunner;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.campaignsync.local.bigquery.rest.Api;
import com.campaignsync.local.bigquery.rest.DatasetsResource;
import com.campaignsync.local.bigquery.rest.JobsResource;
import com.campaignsync.local.bigquery.rest.PartitionsSummary;
import com.campaignsync.local.bigquery.rest.QueriesResource;
import com.campaignsync.local.bigquery.rest.TableDataResource;
import com.campaignsync.local.bigquery.rest.TableJson;
import com.campaignsync.local.bigquery.rest.TablesResource;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.ChangeExecutor;
import com.campaignsync.local.bigquery.storage.Database;
import com.campaignsync.local.bigquery.storage.DestinationWriter;
import com.campaignsync.local.bigquery.storage.JobRecords;
import com.campaignsync.local.bigquery.storage.PartitionExpiry;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.RowLoader;
import com.campaignsync.local.bigquery.storage.RowPages;
import com.campaignsync.local.bigquery.storage.StorageException;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A BigQuery of our own on 127.0.0.1: the REST API v2 over DuckDB, good enough for the unmodified
 * Java client. One project; no authentication, so it answers this machine only.
 */
public final class LocalBigQuery implements AutoCloseable {

  private final LocalBigQueryConfig config;
  private final Database database;
  private final Catalog catalog;
  private final RowLoader loader;
  private final PartitionExpiry expiry;
  private final StreamingBuffer buffer;
  private final Results results;
  private final JobRunner runner;
  private final HttpEndpoint endpoint;

  private LocalBigQuery(LocalBigQueryConfig config, Database database) throws SQLException {
    this.config = config;
    this.database = database;
    this.catalog = new Catalog(database, config.projectId(), config.clock());
    config.tables().forEach(this::createTable);
    this.expiry = new PartitionExpiry(database, catalog, config.clock());
    this.loader = new RowLoader(database, config.clock());
    ByteSums sums = new ByteSums(database);
    this.results = new Results(database, config.clock());
    JobRecords records = new JobRecords(database);
    ChangeExecutor changes = new ChangeExecutor(database, config.clock());
    PartitionTimes times = new PartitionTimes(database);
    this.buffer = new StreamingBuffer(database, catalog, config.clock(), config.bufferStay());
    this.runner =
        new JobRunner(
            catalog,
            new StatementRunner(
                sums,
                results,
                changes,
                new DestinationWriter(database, catalog, config.clock()),
                new QueryCache(results, times, buffer, config.clock()),
                config.clock(),
                config.projectId()),
            new InformationSchema(catalog, sums, times, config.projectId(), config.location()),
            records,
            config.clock(),
            config.projectId());
    this.endpoint = HttpEndpoint.start(config.port(), api(sums, results, records, times));
  }

  /**
   * Starts the server; it answers when this returns.
   *
   * @throws StorageException if the state cannot be opened, the port is taken or a table's file is
   *     wrong; the message is one line that says which
   */
  public static LocalBigQuery start(LocalBigQueryConfig config) {
    Database database = Database.open(config.stateDirectory());
    try {
      return new LocalBigQuery(config, database);
    } catch (SQLException e) {
      database.close();
      throw new StorageException("Cannot read the local BigQuery's state: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private Api api(ByteSums sums, Results results, JobRecords records, PartitionTimes times) {
    String project = config.projectId();
    String location = config.location();
    PartitionsSummary summary = new PartitionsSummary(times, buffer);
    TableJson json = new TableJson(catalog, sums, times, buffer, location);
    RowPages pages = new RowPages(database);
    JobsResource jobs = new JobsResource(runner, records, project, location);
    return new Api(
        project,
        new DatasetsResource(catalog, location),
        new TablesResource(catalog, runner, sums, results, json),
        new TableDataResource(catalog, sums, results, pages, summary, buffer),
        jobs,
        new QueriesResource(runner, jobs, results, pages, catalog, sums, project, location),
        this::settle);
  }

  /** What is due before any answer. */
  private void settle() {
    try {
      catalog.dropExpired();
      buffer.settleDue();
      expiry.dropExpired();
    } catch (SQLException e) {
      throw new StorageException("Cannot expire tables or empty the streaming buffer", e);
    }
  }

  private void createTable(LocalBigQueryConfig.TableFile table) {
    String file = String.valueOf(table.file().getFileName());
    String name = file.endsWith(".json") ? file.substring(0, file.length() - 5) : file;
    try {
      catalog.createDataset(table.dataset());
      catalog.createTable(
          new TableRef(config.projectId(), table.dataset(), name), read(table.file()));
    } catch (SQLException | IllegalArgumentException e) {
      throw new StorageException("Cannot create table " + name + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new StorageException(
          "Cannot read the table definition " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts the Storage Read API over the same tables and results. The caller closes it, before
   * this.
   *
   * @param port on 127.0.0.1; 0 takes a free one
   */
  public StorageRead startStorageRead(int port) {
    return StorageRead.start(
        port, database, catalog, results, config.clock(), config.location(), this::settle);
  }

  /** The port it listens on. */
  public int port() {
    return endpoint.port();
  }

  /** What a client's {@code setHost} wants. */
  public String host() {
    return "http://127.0.0.1:" + port();
  }

  /**
   * Appends rows to a table in one transaction, once for each content: a second call with the same
   * key changes nothing, also after a restart.
   *
   * @param contentKey names the content, for example its hash
   * @param rows values in the schema's order, typed as {@link
   *     com.campaignsync.local.bigquery.storage.CellValue} says; read once, not kept
   * @return whether the rows were loaded now
   */
  public boolean loadOnce(
      String contentKey, TableRef table, Stream<? extends List<? extends @Nullable Object>> rows)
      throws SQLException {
    return loader.loadOnce(contentKey, catalog.find(table), rows.iterator());
  }

  @Override
  public void close() {
    endpoint.close();
    runner.close();
    database.close();
  }
}
