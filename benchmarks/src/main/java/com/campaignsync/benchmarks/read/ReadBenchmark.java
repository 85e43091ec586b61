package com.campaignsync.benchmarks.read;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The server's process: loads, aggregates, and starts the client's process. */
public final class ReadBenchmark {

  private static final String PROJECT = "bench-local";
  private static final long ROWS = 1_000_000;
  private static final int ROUNDS = 5;

  private ReadBenchmark() {}

  /**
   * Ends the process with the client's exit code.
   *
   * @param arguments rows (default 1,000,000) and rounds (5), both optional
   */
  public static void main(String[] arguments) throws Exception {
    long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : ROWS;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    int exitCode;
    try (LocalBigQuery server =
            LocalBigQuery.start(LocalBigQueryConfig.inMemory(PROJECT, Clock.systemUTC()));
        StorageRead storageRead = server.startStorageRead(0)) {
      Job job = aggregated(server, rows);
      exitCode = client(server, storageRead, job, rows, rounds).waitFor();
    }
    System.exit(exitCode);
  }

  private static Job aggregated(LocalBigQuery server, long rows) throws Exception {
    BigQuery client =
        BigQueryOptions.newBuilder()
            .setHost(server.host())
            .setProjectId(PROJECT)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    SourceTable.create(client);
    long start = System.nanoTime();
    SourceTable.load(server, PROJECT, rows);
    long loaded = System.nanoTime();
    Job job = client.create(JobInfo.of(QueryJobConfiguration.of(SourceTable.QUERY))).waitFor();
    System.out.printf(
        "%,d rows: loaded in %.1f s, aggregated in %.1f s%n",
        rows, (loaded - start) / 1e9, (System.nanoTime() - loaded) / 1e9);
    return job.reload();
  }

  private static Process client(
      LocalBigQuery server, StorageRead storageRead, Job job, long rows, int rounds)
      throws IOException {
    QueryJobConfiguration query = job.getConfiguration();
    TableId result = query.getDestinationTable();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Djava.util.logging.config.file="
                + System.getProperty("java.util.logging.config.file", ""),
            "-cp",
            System.getProperty("java.class.path"),
            ClientMain.class.getName(),
            server.host(),
            storageRead.endpoint(),
            PROJECT,
            job.getJobId().getJob(),
            "projects/%s/datasets/%s/tables/%s"
                .formatted(PROJECT, result.getDataset(), result.getTable()),
            Long.toString(rows),
            Integer.toString(rounds));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
