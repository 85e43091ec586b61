package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.Sql;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a fault strikes: the running stack, its syncs, and what chance decides.
 *
 * @param amid counts the faults that met work under way
 */
record Scene(RealStack stack, Jobs jobs, SplittableRandom random, AtomicInteger amid) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Lets a drawn time pass: faults strike and end at any moment of a sync. */
  void pause(int millisMin, int millisMax) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(millisMin, millisMax + 1));
  }

  /** Asks for syncs and waits for a random moment of theirs. */
  void amidASync() throws Exception {
    if (random.nextBoolean()) {
      jobs.askAndAwaitRunning(random);
      pause(0, 600);
    } else {
      jobs.askAndAwaitRunning(random);
      jobs.awaitLoading();
      pause(0, 40);
    }
    if (!jobs.open().isEmpty()) {
      amid.incrementAndGet();
    }
  }

  /** One of the given. */
  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** As the stand-in's README says. */
  void bigQueryFault(String json) throws Exception {
    send(HttpRequest.newBuilder(faults()).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  /** BigQuery is well again; whether the fault met a call. */
  void clearBigQueryFaults(String fault) throws Exception {
    String waiting = send(HttpRequest.newBuilder(faults()).GET().build());
    if (!waiting.contains(fault.substring(1, fault.length() - 1))) {
      amid.incrementAndGet();
    }
    send(HttpRequest.newBuilder(faults()).DELETE().build());
  }

  private URI faults() {
    return URI.create(stack.bigQuery.host() + "/local/faults");
  }

  private static String send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return answer.body();
  }

  /** Runs one statement past all that is broken. */
  void sql(String statement) throws SQLException {
    try (Sql sql = stack.sql()) {
      sql.execute(statement);
    }
  }
}
