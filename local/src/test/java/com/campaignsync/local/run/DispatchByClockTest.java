package com.campaignsync.local.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.local.csv.PlausibleDays;
import com.campaignsync.local.logging.LogStore;
import com.campaignsync.local.logging.LogTee;
import com.campaignsync.local.net.PortInUseException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of run-local, with the Scheduler's clock in the test's hand. */
@Timeout(180)
class DispatchByClockTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();
  private static final Clock CLOCK = Clock.systemUTC();

  private static final String CSV =
      """
      tenant_id,campaign_id,platform,metric_date,impressions,clicks,spend,conversions,revenue
      acme,7,google_ads,2025-05-01,100,5,1.25,1,2
      acme,7,google_ads,2025-05-02,200,6,1.50,1,3
      """;

  private static final String JOBS =
      "SELECT count(*) FROM sync_jobs WHERE triggered_by = 'scheduler'";

  private volatile Instant scheduledNow = Instant.parse("2026-11-22T10:00:30Z");

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void aConnectionThatIsDue_isSyncedWhenTheMinuteComesAndNotBefore() throws Exception {
    Path csv = Files.writeString(files.resolve("rows.csv"), CSV);
    Progress progress = new Progress(System.err);
    try (StopSignal stop = StopSignal.install();
        LocalStack stack = stack(progress)) {
      stack.start(true, stop);
      PlausibleDays days = PlausibleDays.on(LocalDate.now(CLOCK));
      CsvLoad.check(List.of(csv), List.of(), HOME, days)
          .load(stack.bigQueryServer(), LoadedFiles.in(state), progress);
      new Accounts(stack.superuserJdbcUrl(), SyncFrequency.EVERY_5_MINUTES, CLOCK)
          .ensure(Holdings.in(stack.bigQuery(), days), 30);
      Schedules.create(stack.scheduler());
      try (Connection store = DriverManager.getConnection(stack.superuserJdbcUrl())) {
        run(store, "UPDATE connections SET next_run_at = now()");
        assertEquals(0, number(store, JOBS));
        scheduledNow = Instant.parse("2026-11-22T10:01:00Z");
        await(store, "SELECT count(*) FROM sync_jobs WHERE status = 'completed'", 1);
        assertEquals(1, number(store, JOBS));
        assertEquals(2, number(store, "SELECT count(*) FROM campaign_metrics"));
        assertEquals(
            1, number(store, "SELECT count(*) FROM connections WHERE next_run_at > now()"));
      }
    }
  }

  private LocalStack stack(Progress progress) {
    LogTee logs = new LogTee(new ByteArrayOutputStream(), new LogStore(), "p", "run-local", CLOCK);
    return new LocalStack(freePorts(), state, HOME, name -> null, logs, progress, this::now);
  }

  private Instant now() {
    return scheduledNow;
  }

  private Ports freePorts() {
    for (int offset = 1_000 + 20 * (int) (ProcessHandle.current().pid() % 40); ; offset += 20) {
      Ports ports = new Ports(offset);
      try {
        ports.requireFree(state);
        return ports;
      } catch (PortInUseException taken) {
        assertTrue(offset < Ports.OFFSET_MAX - 20, "no free ports");
      }
    }
  }

  private static void await(Connection store, String sql, long wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (number(store, sql) != wanted) {
      assertTrue(System.nanoTime() < deadline, "not within 60 s: " + sql);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static long number(Connection store, String sql) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void run(Connection store, String sql) throws SQLException {
    try (Statement statement = store.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
