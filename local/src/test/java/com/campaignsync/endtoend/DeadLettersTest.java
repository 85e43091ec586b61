package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that nobody can act on, replayed before their cause is mended, on the whole stack. */
class DeadLettersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> HOPELESS =
      List.of(
          "{\"kind\":\"full_resync\",\"tenant_id\":\"nobody\"}",
          "{\"kind\":\"reconcile\",\"tenant_id\":\"no one\"}",
          "{\"kind\":\"replay_rejects\",\"connection_id\":\"00000000-0000-4000-8000-000000000001\"}",
          "{\"kind\":\"sync\",\"job_id\":\"00000000-0000-4000-8000-000000000002\"}");

  private static final List<String> MEANINGLESS = List.of("not JSON", "{\"kind\":\"surprise\"}");

  @Test
  void aReplayThatFails_isTheSameLetterOpenAgain_andAlertsNobodyTwice(@TempDir Path state)
      throws Exception {
    try (RunLocalProcess running =
            RunLocalProcess.start(state, RunLocalProcess.freeOffset(), "--no-sample");
        Sql sql = Sql.open(running.jdbcUrl())) {
      push(running, "hopeless-", HOPELESS);
      push(running, "meaningless-", MEANINGLESS);
      List<List<String>> letters = sql.rows("SELECT id FROM dead_letters ORDER BY id");
      assertEquals(6, letters.size());

      for (int failures = 2; failures <= 3; failures++) {
        push(running, "replay-" + failures, List.of("{\"kind\":\"replay_dead_letters\"}"));
        int wanted = failures;
        Eventually.holds(
            "all have failed again",
            PATIENCE,
            () ->
                sql.number(
                        "SELECT count(*) FROM dead_letters WHERE failures = ? AND"
                            + " failed_at > received_at AND replayed_at IS NULL",
                        wanted)
                    == HOPELESS.size());
      }

      assertEquals(letters, sql.rows("SELECT id FROM dead_letters ORDER BY id"));
      assertEquals(6, lines(running, "ERROR", "MESSAGE_UNKNOWN"));
      Eventually.holds(
          "each failed replay is a warning",
          PATIENCE,
          () -> lines(running, "WARNING", "MESSAGE_UNKNOWN") == 2L * HOPELESS.size());
      assertEquals(
          2,
          lines(running, "INFO", "replayed 4 dead letters; 2 cannot be replayed: not a message"));
    }
  }

  private static void push(RunLocalProcess running, String id, List<String> messages)
      throws Exception {
    for (int i = 0; i < messages.size(); i++) {
      assertEquals(204, Http.push(running.maintenanceFunction(), id + i, messages.get(i)));
    }
  }

  private static long lines(RunLocalProcess running, String severity, String text)
      throws Exception {
    return running.log().stream()
        .filter(line -> line.contains("\"severity\":\"" + severity + "\"") && line.contains(text))
        .count();
  }
}
