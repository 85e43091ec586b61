package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceProbe;
import com.campaignsync.domain.source.SourceReach;
import com.campaignsync.functions.metricsapi.Cached.Timed;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells anybody whether BigQuery can be reached. It does not answer 5xx where it cannot: the answer
 * is known.
 */
final class SourceStatusHandler implements Handler {

  static final Set<String> PARAMETERS = Set.of();

  /** Anybody may ask at any rate: BigQuery is asked once a minute by each instance. */
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

  private final Cached<SourceReach> reach;

  SourceStatusHandler(SourceProbe probe, InstantSource clock, StructuredLog log) {
    Mono<SourceReach> asked = Mono.defer(probe::probe).doOnNext(found -> warn(found, log));
    this.reach = new Cached<>(asked, found -> TIME_TO_LIVE, clock);
  }

  /** At most once a minute by each instance, and only while somebody looks. */
  private static void warn(SourceReach reach, StructuredLog log) {
    SourceException.Code failure = reach.failure();
    if (failure != null) {
      log.warning("BigQuery cannot be reached: " + reach.dataset() + " in " + reach.location())
          .code(failure.name())
          .write();
    }
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(PARAMETERS);
    return reach.get().map(found -> Reply.json(200, body(found)));
  }

  private static Map<String, @Nullable Object> body(Timed<SourceReach> found) {
    SourceReach reach = found.value();
    Duration latency = reach.latency();
    SourceException.Code failure = reach.failure();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("as_of", found.asOf().toString());
    body.put("reachable", reach.reachable());
    body.put("reason", failure == null ? null : failure.name());
    body.put("latency_ms", latency == null ? null : latency.toMillis());
    body.put("dataset", reach.dataset());
    body.put("location", reach.location());
    return body;
  }
}
