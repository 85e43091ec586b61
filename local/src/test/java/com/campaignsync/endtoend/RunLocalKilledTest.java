package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.local.net.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** run-local ends in all the ways there are; each next start goes on where the last one stopped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunLocalKilledTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "meta", 2_000, LocalDate.of(2025, 3, 1), 100, 20_250_301);

  /** Of SIGINT, number 2, in a mask whose lowest bit is signal 1. */
  private static final long SIGINT_BIT = 0b10;

  @TempDir static Path state;
  @TempDir static Path files;

  private static int offset;
  private static RunLocalProcess running;

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Order(1)
  void killedInMidSync_theNextStartEndsTheSync() throws Exception {
    offset = RunLocalProcess.freeOffset();
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    running = RunLocalProcess.start(state, offset, "--csv", csv.toString(), "--no-sample");
    LoadUnderWay.await(running.jdbcUrl(), SOURCE.rowCount());
    kill(running, "KILL");
    Postmaster left = new Postmaster(state);
    assertFalse(left.running().isEmpty(), "the kill leaves the server: the next start meets it");
    long leftPid = left.pid();

    running = RunLocalProcess.start(state, offset, "--no-sample");

    assertTrue(left.pid() != leftPid, "the server left behind was replaced");
    try (Sql sql = Sql.open(running.jdbcUrl())) {
      String first =
          sql.value(
              "SELECT id FROM sync_jobs WHERE triggered_by = 'system' ORDER BY created_at LIMIT 1");
      Eventually.holds(
          "the killed run's job completes",
          Duration.ofSeconds(60),
          () ->
              sql.value("SELECT status FROM sync_jobs WHERE id = ?::uuid", first)
                  .equals("completed"));
      StoreProof.assertHolds(sql, SOURCE);
      assertEquals(SOURCE.rowCount(), sql.number("SELECT sum(records_inserted) FROM sync_jobs"));
      assertEquals(0, sql.number("SELECT count(*) FROM metric_changes"));
    }
  }

  @Test
  @Order(2)
  void sigterm_stopsEverything() throws Exception {
    kill(running, "TERM");
    assertNothingLeft();
  }

  @Test
  @Order(3)
  void ctrlC_stopsEverything() throws Exception {
    assumeCtrlCIsHeard();
    running = RunLocalProcess.start(state, offset, "--no-sample");
    try (Sql sql = Sql.open(running.jdbcUrl())) {
      StoreProof.assertHolds(sql, SOURCE);
    }
    kill(running, "INT");
    assertNothingLeft();
  }

  /** The moments at which a start or a one-off sync is in somebody else's code. */
  @ParameterizedTest
  @ValueSource(strings = {"starting Postgres", "functions listen", "syncing"})
  @Order(4)
  void ctrlC_stopsAOneOffSyncAtAnyMoment(String moment) throws Exception {
    assumeCtrlCIsHeard();
    running =
        RunLocalProcess.startUntil(
            moment,
            state,
            offset,
            "--fresh",
            "--csv",
            files.resolve("campaigns.csv").toString(),
            "--no-sample",
            "--once");
    long asked = System.nanoTime();
    kill(running, "INT");

    assertNothingLeft();
    assertTrue(
        Duration.ofNanos(System.nanoTime() - asked).toSeconds() < 15, "stopped by its last resort");
  }

  /** A shell's background job, and what it starts, ignores SIGINT from birth. */
  private static void assumeCtrlCIsHeard() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElse("0");
      assumeTrue(
          (Long.parseUnsignedLong(ignored, 16) & SIGINT_BIT) == 0,
          "SIGINT is ignored here: run the tests in the foreground");
    }
  }

  private static void kill(RunLocalProcess run, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.process().pid())).start();
    assertEquals(0, kill.waitFor());
    assertTrue(run.process().waitFor(30, TimeUnit.SECONDS), "SIG" + signal + " did not end it");
  }

  private static void assertNothingLeft() throws Exception {
    assertEquals(List.of(), new Postmaster(state).running(), "servers left");
    List<Integer> taken =
        IntStream.of(8080, 8081, 9050, 8685, 54329)
            .map(port -> port + offset)
            .filter(port -> !LocalPort.isFree(port))
            .boxed()
            .toList();
    assertEquals(List.of(), taken, "ports not free");
  }
}
