package com.campaignsync.benchmarks.tenants;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A day of hourly syncs of many tenants, and ten minutes of realtime ones, in virtual time. */
public final class TenantsBenchmark {

  private static final int HOURLY_TENANTS = 1_000;
  private static final int REALTIME_TENANTS = 100;
  private static final long QUERY_BYTES_MIN = 10L << 20;
  private static final OnDemandPrice PRICE = OnDemandPrices.published().in("US");

  private TenantsBenchmark() {}

  /**
   * @param arguments tenants of the hourly run, by default 1,000
   */
  public static void main(String[] arguments) throws Exception {
    int tenants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : HOURLY_TENANTS;
    hourly(tenants);
    realtime();
    System.exit(0);
  }

  private static void hourly(int tenants) throws Exception {
    Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    try (Machine machine = Machine.start(midnight)) {
      LocalDate today = LocalDate.ofInstant(midnight, ZoneOffset.UTC);
      machine.world.fill(machine.bigQuery, tenants, today);
      machine.world.connect(tenants, "hourly", midnight);
      System.out.printf("%,d tenants, one table, hourly for a day:%n", tenants);
      Duration first = machine.engine.tick(false);
      System.out.printf("  first sync of 30 days: %.1f s%n", seconds(first));
      Duration quiet = Duration.ZERO;
      Duration busy = Duration.ZERO;
      for (int hour = 1; hour < 24; hour++) {
        Instant time = midnight.plus(hour, ChronoUnit.HOURS);
        machine.engine.timeIs(time);
        // Every other hour nothing has moved at the source.
        if (hour % 2 == 0) {
          machine.world.restate(today);
          busy = busy.plus(machine.engine.tick(false));
        } else {
          quiet = quiet.plus(machine.engine.tick(false));
        }
      }
      report(machine.world, tenants, quiet, busy);
    }
  }

  private static void report(World world, int tenants, Duration quiet, Duration busy)
      throws Exception {
    BigDecimal[] all =
        world.numbers(
            "SELECT count(*), sum(bytes_billed), sum(cost_usd),"
                + " count(*) FILTER (WHERE status = 'skipped'),"
                + " (SELECT count(DISTINCT metadata ->> 'bigquery_job') FROM sync_jobs),"
                + " coalesce(sum(bytes_billed) FILTER (WHERE status = 'skipped'), 0)"
                + " FROM sync_jobs");
    long alone = all[0].subtract(all[3]).longValue();
    System.out.printf(
        "  %,d syncs: %,d skipped (%s bytes billed), %,d read by %,d queries%n",
        all[0].longValue(), all[3].longValue(), all[5], alone, all[4].longValue());
    System.out.printf(
        "  billed %,d MiB, $%s a day; one query a tenant: at least %,d MiB, $%s (%.0f times)%n",
        all[1].longValue() >> 20,
        all[2].stripTrailingZeros().toPlainString(),
        alone * QUERY_BYTES_MIN >> 20,
        PRICE.costUsd(alone * QUERY_BYTES_MIN).stripTrailingZeros().toPlainString(),
        (double) alone * QUERY_BYTES_MIN / all[1].longValue());
    System.out.printf(
        "  an unchanged hour: %.1f s, %.1f ms a connection; a changed one: %.1f s, %.1f ms%n",
        seconds(quiet) / 12,
        seconds(quiet) / 12 * 1000 / tenants,
        seconds(busy) / 11,
        seconds(busy) / 11 * 1000 / tenants);
  }

  private static void realtime() throws Exception {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    try (Machine machine = Machine.start(start)) {
      LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
      machine.world.fill(machine.bigQuery, REALTIME_TENANTS, today);
      machine.world.connect(REALTIME_TENANTS, "realtime", start);
      machine.engine.tick(false);
      Duration slowest = Duration.ZERO;
      for (int pass = 1; pass < 20; pass++) {
        machine.engine.timeIs(start.plusSeconds(30L * pass));
        machine.world.restate(today);
        Duration took = machine.engine.tick(pass % 2 == 1);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
      }
      BigDecimal[] most =
          machine.world.numbers(
              "SELECT min(syncs), max(syncs), max(reads) FROM (SELECT count(*) AS syncs,"
                  + " (SELECT count(*) FROM source_reads r WHERE r.connection_id = j.connection_id)"
                  + " AS reads FROM sync_jobs j WHERE connection_id IS NOT NULL"
                  + " GROUP BY connection_id) AS each");
      System.out.printf(
          "%d connections in realtime for 10 minutes, today's rows restated each time:%n"
              + "  %s to %s syncs each, %s source reads at most (180 an hour are allowed);"
              + " the last of a pass was done %.1f s after its slot%n",
          REALTIME_TENANTS, most[0], most[1], most[2], seconds(slowest));
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  /** Everything that runs. */
  private record Machine(
      LocalPostgres postgres,
      LocalBigQuery bigQuery,
      StorageRead storageRead,
      World world,
      Engine engine)
      implements AutoCloseable {

    static Machine start(Instant now) throws Exception {
      LocalPostgres postgres =
          LocalPostgres.start(
              LocalPostgresOptions.in(
                  Files.createTempDirectory("campaign-sync-benchmark"), LocalPort.anyFree(), true));
      Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
      LocalBigQuery bigQuery =
          LocalBigQuery.start(LocalBigQueryConfig.inMemory(Engine.PROJECT, Clock.systemUTC()));
      StorageRead storageRead = bigQuery.startStorageRead(0);
      World world =
          new World(
              new BigQueryClients(Engine.PROJECT, "US", bigQuery.host(), null).lazily().get(),
              postgres);
      Engine engine =
          new Engine(
              "postgresql://%s@127.0.0.1:%d/%s"
                  .formatted(LocalUsers.SYNC_WORKER, postgres.port(), LocalPostgres.DATABASE),
              bigQuery.host(),
              "127.0.0.1:" + storageRead.port(),
              now);
      return new Machine(postgres, bigQuery, storageRead, world, engine);
    }

    @Override
    public void close() throws Exception {
      storageRead.close();
      bigQuery.close();
      postgres.close();
    }
  }
}
