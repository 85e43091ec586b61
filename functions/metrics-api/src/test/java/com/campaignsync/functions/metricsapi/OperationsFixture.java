package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks the addresses about the service and its tenants, over fakes. */
abstract class OperationsFixture {

  static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");
  static final String TENANTS = "/api/tenants";
  static final String LOGS = "/api/campaign-sync/logs";
  static final String TRIGGER = "/api/campaign-sync/trigger";
  static final String STATS = "/api/campaign-sync/stats";
  static final String SOURCE = "/api/campaign-sync/bigquery/status";

  private static final Principal SUPER_ADMIN =
      new Principal("s", Optional.of("t1"), Role.SUPER_ADMIN);

  final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  final Fakes fakes = new Fakes();
  final FakeOperations operations = fakes.operations;
  final TestApi api = new TestApi(fakes, now::get);

  TestApi.Answer admin(String method, String target, String body) {
    return api.send(method, target, TestApi.admin("t1"), body);
  }

  TestApi.Answer get(String target) {
    return admin("GET", target, "");
  }

  TestApi.Answer superAdmin(String method, String target, String body) {
    return api.send(method, target, SUPER_ADMIN, body);
  }

  static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }
}
