package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.query.StatsReader;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tells anybody how syncs go over all tenants, and nobody anything about one of them. */
final class StatsHandler implements Handler {

  static final Set<String> PARAMETERS = Set.of();

  /** Anybody may ask at any rate: the store is asked once a minute by each instance. */
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  /** Below a request's 20 s: a store that hangs is told of, and asked anew by the next caller. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Cached<ServiceStats> stats;

  StatsHandler(StatsReader reader, InstantSource clock) {
    this.stats =
        new Cached<>(
            Mono.defer(reader::stats)
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, StatsHandler::late),
            found -> TIME_TO_LIVE,
            clock);
  }

  private static StoreException late(TimeoutException late) {
    return new StoreException(
        StoreException.Code.STORE_BUSY, "the store took too long over its figures", late);
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(PARAMETERS);
    return stats.get().map(found -> Reply.json(200, body(found.value(), found.asOf())));
  }

  private static Map<String, @Nullable Object> body(ServiceStats stats, Instant asOf) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("as_of", asOf.toString());
    body.put("window_hours", ServiceStats.WINDOW_HOURS);
    body.put("total_syncs", stats.ended());
    body.put("totals", totals(stats));
    body.put("errors", stats.failed());
    body.put("success_rate", plain(stats.successRate()));
    body.put("average_duration_seconds", plain(stats.averageSeconds()));
    body.put("freshness", freshness(stats, asOf));
    return body;
  }

  private static Map<String, Object> totals(ServiceStats stats) {
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("completed", stats.completed());
    totals.put("partial", stats.partial());
    totals.put("skipped", stats.skipped());
    totals.put("failed", stats.failed());
    totals.put("blocked", stats.blocked());
    totals.put("waiting", stats.waiting());
    totals.put("running", stats.running());
    return totals;
  }

  private static Map<String, @Nullable Object> freshness(ServiceStats stats, Instant asOf) {
    Optional<Instant> last = stats.lastSuccess();
    Map<String, @Nullable Object> freshness = new LinkedHashMap<>();
    freshness.put("last_success", last.map(Instant::toString).orElse(null));
    freshness.put(
        "age_seconds",
        last.map(time -> Math.max(0, Duration.between(time, asOf).toSeconds())).orElse(null));
    freshness.put("fresh_percent", plain(stats.freshPercent()));
    return freshness;
  }

  private static @Nullable BigDecimal plain(Optional<BigDecimal> number) {
    return number.map(Figures::plain).orElse(null);
  }
}
