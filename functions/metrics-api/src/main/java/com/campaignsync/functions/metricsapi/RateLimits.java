package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.Limit;
import com.campaignsync.domain.request.RateLimiter;
import com.campaignsync.domain.request.RateLimiter.Decision;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.http.RouteLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses callers who ask too often, over all instances: by the limit that all routes share and by
 * those of single routes. Replies tell where the caller stands, in the fields of
 * draft-ietf-httpapi-ratelimit-headers. Public addresses have no caller and no limit.
 */
final class RateLimits implements Filter {

  private static final String GENERAL = "default";
  private static final Duration GENERAL_WINDOW = Duration.ofMinutes(1);

  private final RateLimiter limiter;
  private final Optional<Limit> general;

  /**
   * @param perMinute requests of one caller to all routes together; none where empty
   */
  RateLimits(RateLimiter limiter, OptionalInt perMinute) {
    this.limiter = limiter;
    this.general =
        perMinute.isPresent()
            ? Optional.of(new Limit(GENERAL, perMinute.getAsInt(), GENERAL_WINDOW))
            : Optional.empty();
  }

  /** A limit and where the caller stands. */
  private record Standing(Limit limit, Decision decision) {}

  @Override
  public Mono<Reply> apply(Request request, Handler next) {
    List<Limit> limits = limits(request);
    if (limits.isEmpty()) {
      return next.handle(request);
    }
    Caller caller = Callers.of(request);
    return Flux.fromIterable(limits)
        .concatMap(limit -> limiter.take(caller, limit).map(taken -> new Standing(limit, taken)), 1)
        .takeUntil(standing -> !standing.decision().isAllowed())
        .collectList()
        .flatMap(standings -> answer(request, next, standings));
  }

  private List<Limit> limits(Request request) {
    List<Limit> limits = new ArrayList<>();
    if (request.hasPrincipal()) {
      general.ifPresent(limits::add);
      request.route().limit().map(RateLimits::limit).ifPresent(limits::add);
    }
    return limits;
  }

  private static Limit limit(RouteLimit own) {
    return new Limit(own.name(), own.permits(), own.window());
  }

  private static Mono<Reply> answer(Request request, Handler next, List<Standing> standings) {
    headers(standings).forEach(request::inReply);
    Standing last = standings.get(standings.size() - 1);
    return last.decision().isAllowed() ? next.handle(request) : Mono.error(refused(last));
  }

  private static Problem refused(Standing standing) {
    Limit limit = standing.limit();
    return Problem.of(
            429,
            "RATE_LIMITED",
            "at most %d requests in %d s here; try again after Retry-After"
                .formatted(limit.permits(), limit.window().toSeconds()))
        .withHeader("Retry-After", String.valueOf(seconds(standing.decision().reset())));
  }

  private static Map<String, String> headers(List<Standing> standings) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(
        "RateLimit-Policy",
        joined(
            standings,
            one ->
                "\"%s\";q=%d;w=%d"
                    .formatted(
                        one.limit().name(),
                        one.limit().permits(),
                        one.limit().window().toSeconds())));
    headers.put(
        "RateLimit",
        joined(
            standings,
            one ->
                "\"%s\";r=%d;t=%d"
                    .formatted(
                        one.limit().name(),
                        one.decision().remaining(),
                        seconds(one.decision().reset()))));
    return headers;
  }

  private static String joined(List<Standing> standings, Function<Standing, String> item) {
    return standings.stream().map(item).collect(Collectors.joining(", "));
  }

  /** Rounded up: who comes back then finds the next window. */
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
