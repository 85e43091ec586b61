package com.campaignsync.benchmarks.sync;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Whole syncs of one connection with 10,000 campaigns: everything is new, nothing has moved, all is
 * read again and nothing differs, every twentieth row was restated.
 */
public final class SyncBenchmark {

  private static final int ROWS = 1_000_000;

  private SyncBenchmark() {}

  /**
   * @param arguments rows, by default 1,000,000; whole days of 10,000
   */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROWS;
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate firstDay = today.minusDays(rows / SourceTable.CAMPAIGNS - 1L);
    try (LocalPostgres postgres =
            LocalPostgres.start(
                LocalPostgresOptions.in(
                    Files.createTempDirectory("campaign-sync-benchmark"),
                    LocalPort.anyFree(),
                    true));
        LocalBigQuery bigQuery =
            LocalBigQuery.start(
                LocalBigQueryConfig.inMemory(SourceTable.PROJECT, Clock.systemUTC()));
        StorageRead storageRead = bigQuery.startStorageRead(0)) {
      Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
      SourceTable table =
          new SourceTable(
              new BigQueryClients(SourceTable.PROJECT, "US", bigQuery.host(), null).lazily().get());
      table.fill(bigQuery, firstDay, today.plusDays(1));
      String database =
          "postgresql://%s@127.0.0.1:%d/%s"
              .formatted(LocalUsers.SYNC_WORKER, postgres.port(), LocalPostgres.DATABASE);
      try (Syncs syncs =
          new Syncs(
              postgres,
              firstDay,
              today,
              database,
              bigQuery.host(),
              "127.0.0.1:" + storageRead.port())) {
        run(syncs, table);
      }
    }
    System.exit(0);
  }

  private static void run(Syncs syncs, SourceTable table) throws Exception {
    System.out.println(
        "| sync | rows | rows/s | all | what moved? | query | rows come in | merge | rest | peak heap |\n"
            + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    syncs.run("everything new", "backfill");
    syncs.run("nothing moved", "incremental_sync");
    syncs.run("read again, nothing differs", "full_sync");
    table.restate();
    syncs.run("5 % restated", "incremental_sync");
    syncs.run("proved by checksums", "reconcile");
  }
}
