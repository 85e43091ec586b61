package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.Sql;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Where a fault strikes: the running stack, its syncs, and what chance decides. */
record Scene(RealStack stack, Jobs jobs, SplittableRandom random) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Lets a drawn time pass: faults strike and end at any moment of a sync. */
  void pause(int millisMin, int millisMax) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(millisMin, millisMax + 1));
  }

  /** Asks for syncs and waits for a random moment of theirs. */
  void amidASync() throws Exception {
    jobs.ask(random);
    jobs.awaitRunning();
    pause(0, 900);
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

  /** BigQuery is well again. */
  void clearBigQueryFaults() throws Exception {
    send(HttpRequest.newBuilder(faults()).DELETE().build());
  }

  private URI faults() {
    return URI.create(stack.bigQuery.host() + "/local/faults");
  }

  private static void send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  /** Runs one statement past all that is broken. */
  void sql(String statement) throws SQLException {
    try (Sql sql = stack.sql()) {
      sql.execute(statement);
    }
  }
}
