package com.campaignsync.endtoend.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the answer is one that the document describes, none is a failure of ours, a
 * refused request changes nothing, and no user changes another tenant. By hand: {@code
 * -Dfuzz.requests=20000 -Dfuzz.seed=7}.
 */
class FuzzTest {

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** Findings after which it is clear enough that something is wrong. */
  private static final int FINDINGS_MAX = 40;

  @TempDir Path directory;

  private final List<String> findings = new ArrayList<>();
  private final Map<String, Integer> statuses = new TreeMap<>();

  @Test
  void everyAnswer_isDescribed_andRefusalsChangeNothing() throws Exception {
    List<Operation> operations = Contract.document().operations();
    try (ApiStack stack = new ApiStack(directory)) {
      StateDigest state = new StateDigest(stack.sql);
      RequestFuzzer fuzzer =
          new RequestFuzzer(SEED, BadInput.naughtyStrings(), BadInput.bodies(), known(stack));
      Map<String, String> before = state.now();
      for (int i = 0; i < REQUESTS && findings.size() < FINDINGS_MAX; i++) {
        Operation operation = operations.get(i % operations.size());
        FuzzedRequest request = fuzzer.next(operation);
        int status = send(stack, request);
        Map<String, String> after = state.now();
        checkState(request, status, before, after);
        before = finishJobs(stack) ? state.now() : after;
      }
    }
    System.out.printf("fuzz: seed %d, %d requests, %s%n", SEED, REQUESTS, statuses);
    assertEquals(List.of(), findings, "seed " + SEED);
    assertTrue(statuses.keySet().containsAll(List.of("200", "202", "400", "401", "403", "404")));
  }

  private int send(ApiStack stack, FuzzedRequest request) throws Exception {
    try {
      Call answer =
          stack.send(request.method(), request.target(), request.headers(), request.body());
      statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
      if (answer.status() >= 500) {
        findings.add("%d: %s: %s".formatted(answer.status(), request, answer.text()));
      }
      if (answer.status() >= 400 && showsInsides(answer.text())) {
        findings.add("a stack trace: " + request + ": " + answer.text());
      }
      return answer.status();
    } catch (AssertionError undescribed) {
      findings.add(request + ": " + shortened(undescribed.getMessage()));
      return 0;
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), 1000));
  }

  private static boolean showsInsides(String text) {
    return text.contains("\\tat ")
        || text.contains("Exception")
        || text.contains("com.campaignsync");
  }

  private void checkState(
      FuzzedRequest request, int status, Map<String, String> before, Map<String, String> after) {
    if (status >= 400 && !before.equals(after)) {
      findings.add(status + " and yet changed: " + request);
    }
    for (String tenant : before.keySet()) {
      boolean anothers = !request.tenant().isEmpty() && !request.tenant().equals(tenant);
      if (anothers && !before.get(tenant).equals(after.get(tenant))) {
        findings.add(request.tenant() + " changed " + tenant + ": " + request);
      }
    }
  }

  /** Nobody runs the jobs; left open, each connection would answer 409 from its first job on. */
  private static boolean finishJobs(ApiStack stack) throws Exception {
    boolean open =
        stack.sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") > 0;
    if (open) {
      stack.sql.execute(
          "UPDATE sync_jobs SET status = 'completed', started_at = now(), completed_at = now()"
              + " WHERE completed_at IS NULL");
    }
    return open;
  }

  private static List<String> known(ApiStack stack) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String table : List.of("connections", "campaign_spaces", "sync_jobs")) {
      stack
          .sql
          .rows("SELECT id FROM " + table + " ORDER BY tenant_id, id")
          .forEach(row -> ids.add(row.get(0)));
    }
    return ids;
  }
}
