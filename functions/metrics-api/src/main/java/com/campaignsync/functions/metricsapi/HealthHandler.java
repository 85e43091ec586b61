package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.SchedulerReader;
import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.query.ServiceHealth.Reason;
import com.campaignsync.domain.query.ServiceHealth.Verdict;
import com.campaignsync.functions.metricsapi.Cached.Timed;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.LoggedRequest;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tells anybody how the service goes, and nobody anything about a tenant. */
final class HealthHandler implements Handler {

  static final Set<String> PARAMETERS = Set.of();

  /** Why nobody knows how the scheduler does: for a person to mend, not for callers. */
  private static final Set<SchedulerStatus.Reason> UNASKED =
      EnumSet.of(
          SchedulerStatus.Reason.SCHEDULER_DENIED, SchedulerStatus.Reason.SCHEDULER_UNREACHABLE);

  /**
   * A load balancer asks every few seconds and wants an answer before it asks again. The pool lets
   * go of idle and old connections, so that any check may have to open one: two seconds on a slow
   * day, and one for the answer.
   */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(3);

  /** A new instance has all of its code to load, too. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

  /** What takes longer is told by the next check: the question goes on. */
  private static final Duration SCHEDULER_PATIENCE = Duration.ofSeconds(2);

  private static final Duration SCHEDULER_KEPT_MAX = Duration.ofSeconds(60);

  /** The scheduler is asked no more often, whatever its answer: anybody may ask us. */
  private static final Duration SCHEDULER_KEPT_MIN = Duration.ofSeconds(5);

  private final HealthReader health;
  private final Cached<SchedulerStatus> scheduler;
  private final InstantSource clock;
  private final StructuredLog log;
  private volatile boolean answeredBefore;

  HealthHandler(
      HealthReader health, SchedulerReader scheduler, InstantSource clock, StructuredLog log) {
    this.health = health;
    this.scheduler =
        new Cached<>(
            Mono.defer(scheduler::status).doOnNext(this::warn).doOnError(this::warn),
            HealthHandler::kept,
            clock);
    this.clock = clock;
    this.log = log;
  }

  /** Each time that it is asked: at most every five seconds, and only while somebody looks. */
  private void warn(SchedulerStatus status) {
    status
        .reason()
        .filter(UNASKED::contains)
        .ifPresent(reason -> unasked().code(reason.name()).write());
  }

  private void warn(Throwable failure) {
    unasked().code(SchedulerStatus.Reason.SCHEDULER_UNREACHABLE.name()).cause(failure).write();
  }

  private LogEntry unasked() {
    return log.warning("health cannot say when syncs run: Cloud Scheduler does not tell");
  }

  /** Until the run it tells of: a next run that has passed is none. */
  private static Duration kept(Timed<SchedulerStatus> found) {
    Duration kept =
        found
            .value()
            .nextRun()
            .map(next -> Duration.between(found.asOf(), next))
            .orElse(SCHEDULER_KEPT_MIN);
    if (kept.compareTo(SCHEDULER_KEPT_MIN) < 0) {
      return SCHEDULER_KEPT_MIN;
    }
    return kept.compareTo(SCHEDULER_KEPT_MAX) > 0 ? SCHEDULER_KEPT_MAX : kept;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(PARAMETERS);
    return Mono.zip(store(request), schedulerStatus(), this::reply);
  }

  /** Empty if it does not answer. */
  private Mono<Optional<ServiceHealth>> store(Request request) {
    return health
        .read()
        .timeout(answeredBefore ? STORE_PATIENCE : FIRST_PATIENCE)
        .doOnNext(found -> answeredBefore = true)
        .map(Optional::of)
        .onErrorResume(failure -> gone(failure, request.logged()));
  }

  private Mono<Optional<ServiceHealth>> gone(Throwable failure, LoggedRequest request) {
    request
        .in(log.warning("unhealthy: the database does not answer a health check"))
        .code(Reason.STORE_UNAVAILABLE.name())
        .cause(failure)
        .write();
    return Mono.just(Optional.empty());
  }

  private Mono<SchedulerStatus> schedulerStatus() {
    return scheduler
        .get()
        .map(Timed::value)
        .timeout(SCHEDULER_PATIENCE)
        .onErrorReturn(SchedulerStatus.unknown(SchedulerStatus.Reason.SCHEDULER_UNREACHABLE));
  }

  private Reply reply(Optional<ServiceHealth> store, SchedulerStatus scheduler) {
    List<Reason> reasons =
        store
            .map(found -> found.reasons(scheduler, clock.instant()))
            .orElse(List.of(Reason.STORE_UNAVAILABLE));
    Verdict verdict = store.isPresent() ? ServiceHealth.verdict(reasons) : Verdict.UNHEALTHY;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", store.isPresent());
    body.put("status", name(verdict));
    body.put("reason", reasons.stream().findFirst().map(Enum::name).orElse(null));
    body.put("reasons", reasons.stream().map(Enum::name).toList());
    body.put("scheduler", scheduler(scheduler));
    body.put("next_due", text(store.flatMap(ServiceHealth::nextRun)));
    body.put("last_sync", text(store.flatMap(ServiceHealth::lastSync)));
    body.put("last_success", text(store.flatMap(ServiceHealth::lastSuccess)));
    body.put("last_failure", text(store.flatMap(ServiceHealth::lastFailure)));
    return store.isPresent()
        ? Reply.json(200, body)
        : Reply.json(503, body).header("Retry-After", StoreProblems.RETRY_AFTER_SECONDS);
  }

  private static Map<String, @Nullable Object> scheduler(SchedulerStatus status) {
    Map<String, @Nullable Object> scheduler = new LinkedHashMap<>();
    scheduler.put("running", status.running().orElse(null));
    scheduler.put("next_run", text(status.nextRun()));
    scheduler.put("reason", status.reason().map(Enum::name).orElse(null));
    return scheduler;
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  private static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
