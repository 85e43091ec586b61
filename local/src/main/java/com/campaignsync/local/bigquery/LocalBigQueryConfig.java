package com.campaignsync.local.bigquery;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a local BigQuery starts.
 *
 * @param projectId the one project it holds
 * @param location what it says its location is, for example US
 * @param port on 127.0.0.1; 0 takes a free one
 * @param stateDirectory where tables, partition times and job records are kept; null for memory
 * @param bufferStay how long rows of insertAll count as "in the streaming buffer"
 * @param tables created at the start unless they exist
 */
public record LocalBigQueryConfig(
    String projectId,
    String location,
    int port,
    @Nullable Path stateDirectory,
    InstantSource clock,
    Duration bufferStay,
    List<TableFile> tables) {

  /** Long enough to be seen waiting, short enough not to be waited for. */
  public static final Duration BUFFER_STAY_DEFAULT = Duration.ofSeconds(90);

  /**
   * A table to create.
   *
   * @param file its definition, in the form of {@code bigquery/schemas/*.json}; the file's name
   *     without {@code .json} is the table's
   */
  public record TableFile(String dataset, Path file) {}

  public LocalBigQueryConfig {
    tables = List.copyOf(tables);
  }

  /** In memory, on a free port, in location US, without tables. */
  public static LocalBigQueryConfig inMemory(String projectId, InstantSource clock) {
    return new LocalBigQueryConfig(projectId, "US", 0, null, clock, BUFFER_STAY_DEFAULT, List.of());
  }

  /** The same with its state kept in {@code directory}. */
  public LocalBigQueryConfig withState(Path directory) {
    return new LocalBigQueryConfig(projectId, location, port, directory, clock, bufferStay, tables);
  }

  /** The same on this port. */
  public LocalBigQueryConfig withPort(int wanted) {
    return new LocalBigQueryConfig(
        projectId, location, wanted, stateDirectory, clock, bufferStay, tables);
  }

  /** The same with these tables. */
  public LocalBigQueryConfig withTables(List<TableFile> wanted) {
    return new LocalBigQueryConfig(
        projectId, location, port, stateDirectory, clock, bufferStay, wanted);
  }

  /** The same with rows of insertAll waiting this long. */
  public LocalBigQueryConfig withBufferStay(Duration wanted) {
    return new LocalBigQueryConfig(
        projectId, location, port, stateDirectory, clock, wanted, tables);
  }
}
