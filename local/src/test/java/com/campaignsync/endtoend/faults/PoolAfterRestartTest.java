package com.campaignsync.endtoend.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.Eventually;
import com.campaignsync.endtoend.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Postgres is killed under a busy function and comes back: the function's pool serves soon. */
class PoolAfterRestartTest {

  private static final Duration SERVES_AGAIN_WITHIN = Duration.ofSeconds(5);
  private static final int RESTARTS = 3;

  @TempDir Path directory;

  @Test
  void poolServesWithin5SecondsOfARestart() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime() & 0xFFFF);
    SplittableRandom random = new SplittableRandom(seed);
    System.out.println("-Dfaults.seed=" + seed);
    try (RealStack stack = new RealStack(directory)) {
      Jobs jobs = new Jobs(stack);
      RestatedSource source = new RestatedSource(stack.bigQuery);
      jobs.createAccounts();
      jobs.awaitQuiet();
      for (int restart = 1; restart <= RESTARTS; restart++) {
        source.restate(restart, 0, random, RestatedSource.DAYS);
        restartUnderLoad(new Scene(stack, jobs, random, new AtomicInteger()));
      }
      jobs.awaitAllOver();
      jobs.awaitQuiet();
      try (var sql = stack.sql()) {
        new StoreCheck(sql, source).assertHolds();
      }
    }
  }

  /** Callers ask all the time, before, during and after the outage. */
  private static void restartUnderLoad(Scene scene) throws Exception {
    RealStack stack = scene.stack();
    scene.amidASync();
    try (Caller first = new Caller(stack.first.url());
        Caller second = new Caller(stack.second.url())) {
      stack.killPostgres();
      scene.pause(0, 3_000);
      stack.startPostgres();
      long up = System.nanoTime();
      for (Caller caller : List.of(first, second)) {
        Duration took = caller.firstServedAfter(up);
        System.out.printf("served %d ms after Postgres took connections%n", took.toMillis());
        assertTrue(took.compareTo(SERVES_AGAIN_WITHIN) < 0, "served again after " + took);
      }
    }
  }

  /** Pushes a message that needs the database and changes nothing, one after another. */
  private static final class Caller implements AutoCloseable {

    private final String url;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long servedAtNanos = System.nanoTime();

    Caller(String url) {
      this.url = url;
      this.thread = new Thread(this::call, "caller");
      thread.start();
    }

    private void call() {
      while (!stopped) {
        try {
          UUID nobodysJob = UUID.randomUUID();
          String message = "{\"kind\":\"sync\",\"job_ids\":[\"%s\"]}".formatted(nobodysJob);
          if (Http.push(url, "probe-" + nobodysJob, message) / 100 == 2) {
            servedAtNanos = System.nanoTime();
          }
          Thread.sleep(20);
        } catch (IOException notServed) {
          servedAtNanos = Math.min(servedAtNanos, System.nanoTime());
        } catch (InterruptedException e) {
          stopped = true;
        }
      }
    }

    Duration firstServedAfter(long upNanos) throws Exception {
      long served =
          Eventually.get(
              "a call is served",
              Duration.ofSeconds(60),
              Duration.ofMillis(5),
              () -> servedAtNanos,
              at -> at - upNanos > 0);
      return Duration.ofNanos(served - upNanos);
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
    }
  }
}
