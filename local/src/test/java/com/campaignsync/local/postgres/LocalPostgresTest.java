package com.campaignsync.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LocalPostgresTest {
  @TempDir Path state;
  private LocalPostgresOptions options;

  @BeforeEach
  void choosePort() throws IOException {
    options = TestPostgres.options(state, LocalPort.anyFree());
  }

  @Test
  void settings_areDurableAndUtcOnTheRunningServer() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      String url = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      assertEquals("on", TestPostgres.query(url, "SHOW fsync"));
      assertEquals("on", TestPostgres.query(url, "SHOW synchronous_commit"));
      assertEquals("on", TestPostgres.query(url, "SHOW full_page_writes"));
      assertEquals("60", TestPostgres.query(url, "SHOW max_connections"));
      assertEquals("127.0.0.1", TestPostgres.query(url, "SHOW listen_addresses"));
      assertEquals("campaign_sync", TestPostgres.query(url, "SELECT current_database()"));
      assertEquals("18", TestPostgres.query(url, "SHOW server_version").substring(0, 2));
      // The driver sends the JVM's zone: only a new session's own default shows the server's.
      assertEquals(
          "UTC",
          TestPostgres.query(url, "SELECT reset_val FROM pg_settings WHERE name = 'log_timezone'"));
      assertEquals(
          "command line",
          TestPostgres.query(url, "SELECT source FROM pg_settings WHERE name = 'fsync'"));
      assertEquals(
          "r2dbc:postgresql://sync_worker_local@127.0.0.1:" + options.port() + "/campaign_sync",
          postgres.r2dbcUrl(LocalUsers.SYNC_WORKER));
    }
  }

  @Test
  void reopen_keepsDataAndFreshDropsIt() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      TestPostgres.writeRow(postgres, "kept");
    }
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      assertEquals("kept", TestPostgres.readRow(postgres));
    }
    LocalPostgresOptions fresh =
        new LocalPostgresOptions(
            options.dataDirectory(), options.binariesDirectory(), options.port(), true);
    try (LocalPostgres postgres = LocalPostgres.start(fresh)) {
      assertEquals(
          "0",
          TestPostgres.query(
              postgres.jdbcUrl("postgres"),
              "SELECT count(*) FROM pg_tables WHERE tablename = 'kept_rows'"));
    }
  }

  @Test
  void close_stopsTheServerThoughAClientIsConnected() throws Exception {
    LocalPostgres postgres = LocalPostgres.start(options);
    long server = postgres.postmasterPid();
    try (var client = DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER))) {
      assertTrue(client.isValid(5));
      postgres.close();
    }
    assertFalse(TestPostgres.isRunning(server));
    LocalPort.requireFree(options.port(), "Postgres");
  }

  @Test
  void serverOfAKilledProcess_isStoppedAndReplaced() throws Exception {
    Process child = TestPostgres.spawnOwner(options);
    long leftover = TestPostgres.awaitPid(child);
    child.destroyForcibly();
    assertTrue(child.waitFor(10, TimeUnit.SECONDS));
    assertTrue(TestPostgres.isRunning(leftover), "the server outlives its owner");
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      assertNotEquals(leftover, postgres.postmasterPid());
      assertFalse(TestPostgres.isRunning(leftover));
      assertEquals("written by the killed process", TestPostgres.readRow(postgres));
    }
  }

  @Test
  void directoryOfALivingProcess_isRefusedAndItsServerLeftAlone() throws Exception {
    Process child = TestPostgres.spawnOwner(options);
    long server = TestPostgres.awaitPid(child);
    try {
      var refused = assertThrows(LocalPostgresException.class, () -> LocalPostgres.start(options));
      assertTrue(refused.getMessage().contains("process " + child.pid()), refused.getMessage());
      assertTrue(TestPostgres.isRunning(server));
    } finally {
      child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      LocalPostgres.start(options).close();
    }
  }

  @Test
  void killedServer_recoversACommittedRow() throws Exception {
    LocalPostgres killed = LocalPostgres.start(options);
    TestPostgres.writeRow(killed, "committed");
    ProcessHandle server = ProcessHandle.of(killed.postmasterPid()).orElseThrow();
    server.destroyForcibly();
    TestPostgres.awaitEnd(server.pid());
    assertFalse(killed.isRunning());
    killed.close();
    assertTrue(Files.exists(options.dataDirectory().resolve("postmaster.pid")), "left unclean");
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      assertEquals("committed", TestPostgres.readRow(postgres));
    }
  }

  @Test
  void staleLockFile_ofAProcessIdNowUsedByAnotherProgramIsNoObstacle() throws Exception {
    LocalPostgres.start(options).close();
    Path lock = options.dataDirectory().resolve("postmaster.pid");
    String stale = ProcessHandle.current().pid() + "\n" + options.dataDirectory() + "\n1\n1\n";
    Files.writeString(lock, stale);
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      assertTrue(postgres.isRunning());
    }
    assertTrue(ProcessHandle.current().isAlive());
  }

  @Test
  void garbledLockFile_isNoObstacle() throws Exception {
    LocalPostgres.start(options).close();
    Files.writeString(options.dataDirectory().resolve("postmaster.pid"), "");
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      assertTrue(postgres.isRunning());
    }
  }

  @Test
  void unfinishedFirstStart_isBegunAgain() throws Exception {
    Path aside = Files.createDirectory(state.resolve("postgres.initialising-1"));
    Files.writeString(aside.resolve("PG_VERSION"), "18\n");
    Path data = Files.createDirectory(options.dataDirectory());
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    Files.createDirectories(data.resolve("base/1"));
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      TestPostgres.writeRow(postgres, "works");
      assertEquals("works", TestPostgres.readRow(postgres));
    }
    assertFalse(Files.exists(aside));
  }

  /** The moments lie about the child's initdb and its server's start. */
  @ParameterizedTest
  @ValueSource(ints = {1200, 2400})
  void firstStartKilledAtAnyMoment_isBegunAgain(int millis) throws Exception {
    Process child = TestPostgres.spawnOwner(options);
    assertFalse(child.waitFor(millis, TimeUnit.MILLISECONDS), "the child waits to be killed");
    child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    try (LocalPostgres postgres = LocalPostgres.start(options)) {
      String url = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      assertEquals("on", TestPostgres.query(url, "SHOW fsync"));
    }
    LocalPostgres.start(options).close();
  }

  @Test
  void foreignFiles_areNeverDeleted() throws Exception {
    Path mine = Files.createDirectory(options.dataDirectory()).resolve("thesis.txt");
    Files.writeString(mine, "draft");
    var refused = assertThrows(LocalPostgresException.class, () -> LocalPostgres.start(options));
    assertTrue(refused.getMessage().contains("not PostgreSQL's"), refused.getMessage());
    assertEquals("draft", Files.readString(mine));
  }

  @Test
  void portOfAnotherProgram_isOneLineNamingIt() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(LocalPort.address(options.port()));
      var refused = assertThrows(PortInUseException.class, () -> LocalPostgres.start(options));
      assertTrue(
          refused
              .getMessage()
              .startsWith("port " + options.port() + " (Postgres) is already in use"));
      assertFalse(refused.getMessage().contains("\n"));
    }
    LocalPostgres.start(options).close();
  }

  @Test
  void clusterOfAnotherMajorVersion_tellsOfFresh() throws Exception {
    Path data = Files.createDirectories(options.dataDirectory().resolve("global")).getParent();
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    Files.write(data.resolve("global/pg_control"), List.of("old"));
    var refused = assertThrows(LocalPostgresException.class, () -> LocalPostgres.start(options));
    assertTrue(refused.getMessage().contains("made by PostgreSQL 17"), refused.getMessage());
    assertTrue(refused.getMessage().contains("--fresh"), refused.getMessage());
    assertEquals("17", Files.readString(data.resolve("PG_VERSION")).strip());
  }
}
