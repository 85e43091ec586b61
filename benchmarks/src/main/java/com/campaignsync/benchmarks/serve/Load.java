package com.campaignsync.benchmarks.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Several clients that ask one request after another for a while. */
final class Load {

  private final int port;
  private final List<byte[]> requests;
  private final int status;

  /**
   * @param requests asked in turn
   * @param status what each must be answered with; anything else ends the run
   */
  Load(int port, List<byte[]> requests, int status) {
    this.port = port;
    this.requests = requests;
    this.status = status;
  }

  /** Requests a second, and how long they took. */
  record Result(double perSecond, long[] sortedNanos) {

    double percentileMs(double percent) {
      int index = (int) Math.ceil(sortedNanos.length * percent / 100) - 1;
      return sortedNanos[Math.max(0, index)] / 1e6;
    }
  }

  /** As fast as answers come. */
  Result run(int clients, Duration time) throws InterruptedException {
    return run(clients, time, 0);
  }

  /**
   * @param perSecond requests a second of all clients together, each due at its own moment: what
   *     comes late counts as late from when it was due. Zero: as fast as answers come.
   */
  Result run(int clients, Duration time, double perSecond) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    long start = System.nanoTime();
    long end = start + time.toNanos();
    AtomicLong next = new AtomicLong();
    List<Future<List<Long>>> parts = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      parts.add(threads.submit(() -> client(next, start, end, perSecond)));
    }
    try {
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> part : parts) {
        all.addAll(part.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] nanos = all.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(nanos);
      return new Result(nanos.length / seconds, nanos);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> client(AtomicLong next, long start, long end, double perSecond)
      throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (KeepAliveClient http = new KeepAliveClient(port)) {
      while (System.nanoTime() < end) {
        long number = next.getAndIncrement();
        long due = perSecond == 0 ? System.nanoTime() : start + (long) (number * 1e9 / perSecond);
        if (due >= end) {
          break;
        }
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        KeepAliveClient.Answer answer = http.send(requests.get((int) (number % requests.size())));
        if (answer.status() != status) {
          throw new IOException(
              answer.status()
                  + ": "
                  + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        nanos.add(System.nanoTime() - due);
      }
    }
    return nanos;
  }
}
