package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.Eventually;
import com.campaignsync.endtoend.Sql;
import com.campaignsync.local.postgres.LocalUsers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server dies, ends sessions and statements, waits for locks, or has no room. */
final class PostgresFaults {

  private static final String A_BACKEND_OF_OURS =
      "(SELECT pid FROM pg_stat_activity WHERE usename = '%s' ORDER BY %s, random() LIMIT 1)";

  private PostgresFaults() {}

  static void kill(Scene scene) throws Exception {
    scene.amidASync();
    scene.stack().killPostgres();
    scene.pause(0, 1_500);
    scene.stack().startPostgres();
  }

  /** kill -9 of one backend: the server ends all the others and recovers. */
  static void killBackend(Scene scene) throws Exception {
    scene.amidASync();
    String pid = backend(scene);
    if (pid != null) {
      try (Sql other = scene.stack().sql()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        // Until the server has noticed it goes on serving.
        Eventually.holds(
            "the server ends the other sessions", Duration.ofSeconds(30), () -> isOver(other));
      }
    }
    awaitServing(scene);
  }

  private static boolean isOver(Sql session) {
    try {
      return session.number("SELECT 1") != 1;
    } catch (SQLException ended) {
      return true;
    }
  }

  static void terminateBackend(Scene scene) throws Exception {
    scene.amidASync();
    for (int times = scene.random().nextInt(1, 5); times > 0; times--) {
      end(scene, "pg_terminate_backend");
      scene.pause(0, 200);
    }
  }

  static void cancelStatement(Scene scene) throws Exception {
    scene.amidASync();
    for (int times = scene.random().nextInt(1, 5); times > 0; times--) {
      end(scene, "pg_cancel_backend");
      scene.pause(0, 200);
    }
  }

  private static void end(Scene scene, String how) throws SQLException {
    String pid = backend(scene);
    if (pid != null) {
      scene.sql("SELECT %s(%s)".formatted(how, pid));
    }
  }

  /** One of the worker's backends, often one with a transaction open; null if there is none. */
  private static @Nullable String backend(Scene scene) throws SQLException {
    String order = scene.any("state = 'idle'", "pid > 0");
    try (Sql sql = scene.stack().sql()) {
      List<List<String>> found =
          sql.rows("SELECT " + A_BACKEND_OF_OURS.formatted(LocalUsers.SYNC_WORKER, order));
      return found.isEmpty() ? null : found.get(0).get(0);
    }
  }

  /**
   * Statements of a load get 5 ms each. The function's own session setting would hide one of its
   * database role, so a trigger at the load's first table shortens it for the rest of the
   * transaction; the error is the server's own.
   */
  static void statementTimeout(Scene scene) throws Exception {
    withTrigger(
        scene,
        "set_config('statement_timeout', '5ms', true)",
        () -> {
          scene.amidASync();
          scene.pause(200, 1_200);
        });
  }

  /** The same for waits for locks, while somebody holds one that loads need. */
  static void lockTimeout(Scene scene) throws Exception {
    withTrigger(
        scene,
        "set_config('lock_timeout', '50ms', true)",
        () -> holding(scene, "LOCK TABLE metrics_daily IN EXCLUSIVE MODE", 400, 1_500));
  }

  private static void withTrigger(Scene scene, String setting, Step step) throws Exception {
    scene.sql(
        "CREATE OR REPLACE FUNCTION shorten() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM "
            + setting
            + "; RETURN NULL; END $$");
    scene.sql(
        "CREATE TRIGGER shorten BEFORE INSERT ON campaign_spaces"
            + " FOR EACH STATEMENT EXECUTE FUNCTION shorten()");
    try {
      step.run();
    } finally {
      scene.sql("DROP TRIGGER shorten ON campaign_spaces");
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  static void lockLeases(Scene scene) throws Exception {
    holding(scene, "SELECT count(*) FROM (SELECT FROM connection_leases FOR UPDATE) l", 500, 4_000);
  }

  static void lockCampaigns(Scene scene) throws Exception {
    holding(scene, "LOCK TABLE campaign_spaces IN SHARE ROW EXCLUSIVE MODE", 500, 4_000);
  }

  private static void holding(Scene scene, String lock, int millisMin, int millisMax)
      throws Exception {
    scene.amidASync();
    try (Sql sql = scene.stack().sql()) {
      sql.execute("SET lock_timeout = '10s'");
      sql.execute("BEGIN");
      sql.execute(lock);
      scene.jobs().ask(scene.random());
      scene.pause(millisMin, millisMax);
      sql.execute("ROLLBACK");
    }
  }

  /** The server may stop by itself, for it cannot write its log: then it is started again. */
  static void fillDisk(Scene scene) throws Exception {
    scene.amidASync();
    scene.stack().disk.fill((long) scene.random().nextInt(4) << 20);
    scene.pause(500, 3_000);
    scene.stack().disk.empty();
    awaitServing(scene);
  }

  private static void awaitServing(Scene scene) throws Exception {
    Eventually.holds(
        "Postgres serves",
        Duration.ofSeconds(60),
        () -> {
          if (!scene.stack().postgresRuns()) {
            scene.stack().startPostgres();
          }
          return scene.stack().answers();
        });
  }
}
