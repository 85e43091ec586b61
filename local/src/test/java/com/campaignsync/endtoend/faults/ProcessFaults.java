package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.Http;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The function's processes die, stand still, or get a message more than once. */
final class ProcessFaults {

  private ProcessFaults() {}

  static void killFunction(Scene scene) throws Exception {
    end(scene, "KILL");
  }

  static void terminateFunction(Scene scene) throws Exception {
    end(scene, "TERM");
  }

  private static void end(Scene scene, String signal) throws Exception {
    scene.amidASync();
    scene.stack().first.end(signal);
    scene.stack().first.startAgain();
    scene.jobs().expireLeases();
  }

  /** Frozen for longer than its leases live, while the other instance takes over. */
  static void freezeFunction(Scene scene) throws Exception {
    scene.amidASync();
    scene.stack().first.stand();
    replaceFirst(scene);
    scene.stack().first.goOn();
  }

  /** What is left of the first instance's work goes to the second. */
  static void replaceFirst(Scene scene) throws Exception {
    scene.jobs().expireLeases();
    List<UUID> open = scene.jobs().open();
    if (!open.isEmpty()) {
      Http.push(scene.stack().second.url(), "moved-" + UUID.randomUUID(), runJobs(open));
    }
    scene.pause(0, 1_000);
  }

  static void deliverThrice(Scene scene) throws Exception {
    scene.amidASync();
    String message = runJobs(scene.jobs().newJobs());
    String id = UUID.randomUUID().toString();
    CompletableFuture.allOf(
            push(scene.stack().first, id, message),
            push(scene.stack().second, id, message),
            push(scene.stack().first, id, message))
        .get();
  }

  private static CompletableFuture<Integer> push(Instance to, String id, String message) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Http.push(to.url(), id, message);
          } catch (Exception notDelivered) {
            throw new IllegalStateException(notDelivered);
          }
        });
  }

  private static String runJobs(List<UUID> jobs) {
    return "{\"kind\":\"sync\",\"job_ids\":[\"%s\"]}"
        .formatted(String.join("\",\"", jobs.stream().map(UUID::toString).toList()));
  }
}
