package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.query.ServiceHealth.Verdict;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tells anybody how the service goes, and nobody anything about a tenant. */
final class HealthHandler implements Handler {

  /** A load balancer asks every few seconds and wants an answer before it asks again. */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(1);

  /** A new instance opens its first connection, which takes longer than a sick store's answer. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

  private final HealthReader health;
  private final InstantSource clock;
  private final StructuredLog log;
  private volatile boolean answeredBefore;

  HealthHandler(HealthReader health, InstantSource clock, StructuredLog log) {
    this.health = health;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(Set.of());
    return health
        .read()
        .timeout(answeredBefore ? STORE_PATIENCE : FIRST_PATIENCE)
        .doOnNext(found -> answeredBefore = true)
        .map(found -> Reply.json(200, body(found, clock.instant())))
        .onErrorResume(failure -> Mono.just(unhealthy(failure)));
  }

  private static Map<String, @Nullable Object> body(ServiceHealth health, Instant now) {
    Map<String, @Nullable Object> scheduler = new LinkedHashMap<>();
    scheduler.put("running", health.isSchedulerRunning(now));
    scheduler.put("next_run", text(health.nextRun()));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("status", name(health.verdict(now)));
    body.put("scheduler", scheduler);
    body.put("last_sync", text(health.lastSync()));
    body.put("last_success", text(health.lastSuccess()));
    body.put("last_failure", text(health.lastFailure()));
    return body;
  }

  private Reply unhealthy(Throwable failure) {
    log.warning("unhealthy: the database does not answer a health check")
        .code("STORE_UNAVAILABLE")
        .cause(failure)
        .write();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("status", name(Verdict.UNHEALTHY));
    body.put("reason", "STORE_UNAVAILABLE");
    return Reply.json(503, body);
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
