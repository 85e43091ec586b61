package com.campaignsync.endtoend.faults;

/** BigQuery refuses, breaks off, hangs or never ends. */
final class BigQueryFaults {

  private BigQueryFaults() {}

  static void tooMany(Scene scene) throws Exception {
    refuse(scene, "rateLimitExceeded", 429);
  }

  static void internalError(Scene scene) throws Exception {
    refuse(scene, "internalError", 500);
  }

  static void unavailable(Scene scene) throws Exception {
    refuse(scene, "backendError", 503);
  }

  private static void refuse(Scene scene, String reason, int status) throws Exception {
    int times = scene.any(1, 3, 10, 50);
    during(
        scene,
        "{\"method\":\"%s\",\"times\":%d,\"then\":\"fail\",\"reason\":\"%s\",\"status\":%d}"
            .formatted(method(scene), times, reason, status),
        500,
        3_000);
  }

  private static String method(Scene scene) {
    return scene.any("tables.get", "jobs.insert", "jobs.get", "tabledata.list", "");
  }

  static void truncate(Scene scene) throws Exception {
    during(
        scene,
        "{\"method\":\"%s\",\"times\":%d,\"then\":\"truncate\"}"
            .formatted(
                scene.any("tabledata.list", "tabledata.list", "jobs.get", "tables.get"),
                scene.any(1, 2, 20)),
        500,
        2_500);
  }

  static void hang(Scene scene) throws Exception {
    during(
        scene,
        "{\"method\":\"%s\",\"times\":%d,\"then\":\"hang\",\"seconds\":%d}"
            .formatted(method(scene), scene.any(1, 2), scene.random().nextInt(1, 8)),
        500,
        2_000);
  }

  static void slow(Scene scene) throws Exception {
    during(
        scene,
        "{\"method\":\"tabledata.list\",\"times\":5,\"then\":\"slow\",\"bytesPerSecond\":%d}"
            .formatted(scene.random().nextInt(50_000, 500_000)),
        500,
        2_500);
  }

  /** From here on no query ends: whoever reads what is restated next meets it. */
  static void beginNeverEnding(Scene scene) throws Exception {
    scene.jobs().awaitAllOver();
    scene.bigQueryFault("{\"method\":\"jobs.get\",\"times\":10000,\"then\":\"running\"}");
  }

  /** The function gives it up inside its own time, and the sync waits for its next attempt. */
  static void neverEnds(Scene scene) throws Exception {
    try {
      scene.jobs().ask(scene.random());
      scene.jobs().awaitParked("SOURCE_UNAVAILABLE");
      scene.amid().incrementAndGet();
    } finally {
      scene.clearBigQueryFaults("{}");
    }
  }

  private static void during(Scene scene, String fault, int millisMin, int millisMax)
      throws Exception {
    scene.bigQueryFault(fault);
    try {
      scene.jobs().ask(scene.random());
      scene.pause(millisMin, millisMax);
    } finally {
      scene.clearBigQueryFaults(fault);
    }
  }
}
