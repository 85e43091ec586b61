package com.campaignsync.endtoend;

import java.time.Duration;
import java.util.List;

/** Waits for the first job of a fresh store to be in the middle of its load. */
final class LoadUnderWay {

  private static final Duration MAX = Duration.ofSeconds(60);

  private LoadUnderWay() {}

  /** Some chunk is committed, and not the last. */
  static void await(String jdbcUrl, long rows) throws Exception {
    try (Sql sql = Sql.open(jdbcUrl)) {
      List<String> job =
          Eventually.get(
              "a chunk is committed",
              MAX,
              Duration.ofMillis(5),
              () ->
                  sql.rows(
                          "SELECT status, records_inserted FROM sync_jobs"
                              + " WHERE triggered_by = 'system'")
                      .get(0),
              now -> Long.parseLong(now.get(1)) > 0);
      if (!job.get(0).equals("running") || Long.parseLong(job.get(1)) >= rows) {
        throw new AssertionError("too late to disturb the load: " + job);
      }
    }
  }
}
