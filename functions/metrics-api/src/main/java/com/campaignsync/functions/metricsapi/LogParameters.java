package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request for log entries asks.
 *
 * @param query which entries; a page keeps the times of the first one
 * @param hash of all that decides which entries there are
 * @param serviceToken where the page begins; null for the first one
 */
record LogParameters(LogQuery query, String hash, @Nullable String serviceToken) {

  static final Set<String> NAMES =
      Set.of(
          Tenants.PARAMETER,
          "severity",
          "function",
          "job_id",
          "since",
          "until",
          "text",
          "page_size",
          "page_token");

  /** The functions' names, as they are deployed: other services of the project are not ours. */
  static final List<String> FUNCTIONS =
      List.of(
          "metrics-api",
          "sync-campaign-metrics",
          "full-resync",
          "cost-monitor",
          "health-monitor",
          "event-collector");

  /** Cloud Logging's own, in their order. */
  private static final List<String> SEVERITIES =
      List.of(
          "DEFAULT",
          "DEBUG",
          "INFO",
          "NOTICE",
          "WARNING",
          "ERROR",
          "CRITICAL",
          "ALERT",
          "EMERGENCY");

  private static final Duration SPAN_DEFAULT = Duration.ofDays(1);

  /** As long as Cloud Logging keeps entries unless told otherwise. */
  private static final Duration SPAN_MAX = Duration.ofDays(30);

  /** The service keeps times of these years alone. */
  private static final Instant TIME_MIN = Instant.EPOCH;

  private static final Instant TIME_END = Instant.parse("2200-01-01T00:00:00Z");

  static LogParameters parse(Query query, Instant now) {
    Optional<String> severity = query.single("severity").map(LogParameters::severity);
    Optional<String> function = query.single("function").map(LogParameters::function);
    Optional<UUID> job = query.single("job_id").map(id -> Input.id("job_id", id));
    Optional<TenantId> tenant = query.single(Tenants.PARAMETER).map(LogParameters::tenant);
    Optional<String> text = query.single("text").map(LogParameters::text);
    Optional<Instant> since = query.single("since").map(time -> time("since", time));
    Optional<Instant> until = query.single("until").map(time -> time("until", time));
    String hash =
        PageMark.hash(
            List.of(List.of(severity, function, job, tenant, text, since, until).toString()));
    Place place = place(query, hash, since, until, now);
    return new LogParameters(
        new LogQuery(
            severity.orElse(null),
            function.map(List::of).orElse(FUNCTIONS),
            job.orElse(null),
            tenant.orElse(null),
            place.since(),
            place.until(),
            text.orElse(null)),
        hash,
        place.serviceToken());
  }

  private record Place(Instant since, Instant until, @Nullable String serviceToken) {}

  private static Place place(
      Query query, String hash, Optional<Instant> since, Optional<Instant> until, Instant now) {
    Optional<String> token = query.single("page_token").filter(text -> !text.isEmpty());
    return token
        .map(text -> PageMark.decode(text, hash, LogParameters::place))
        .orElseGet(() -> first(since, until, now));
  }

  private static Place place(JsonNode fields) {
    return checked(
        time("since", PageMark.text(fields, "since")),
        time("until", PageMark.text(fields, "until")),
        PageMark.text(fields, "token"));
  }

  private static Place first(Optional<Instant> since, Optional<Instant> until, Instant now) {
    Instant end = until.orElse(now);
    return checked(since.orElseGet(() -> dayBefore(end)), end, null);
  }

  /** No earlier than the parameter could be: the next page's token is checked as that is. */
  private static Instant dayBefore(Instant end) {
    Instant start = end.minus(SPAN_DEFAULT);
    return start.isBefore(TIME_MIN) ? TIME_MIN : start;
  }

  private static Place checked(Instant since, Instant until, @Nullable String token) {
    Duration span = Duration.between(since, until);
    if (span.isNegative() || span.isZero() || span.compareTo(SPAN_MAX) > 0) {
      throw Problem.badRequest(
          "INVALID_RANGE",
          "since must be before until, by at most %d days".formatted(SPAN_MAX.toDays()));
    }
    return new Place(since, until, token);
  }

  /** The token of the next page, if there is one. */
  @Nullable String nextToken(@Nullable String serviceToken) {
    if (serviceToken == null) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("since", query.since().toString());
    fields.put("until", query.until().toString());
    fields.put("token", serviceToken);
    return PageMark.encode(hash, fields);
  }

  private static String severity(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (!SEVERITIES.contains(upper)) {
      throw Problem.badRequest(
          "INVALID_SEVERITY", "severity must be one of " + String.join(", ", SEVERITIES));
    }
    return upper;
  }

  private static String function(String name) {
    if (!FUNCTIONS.contains(name)) {
      throw Problem.badRequest(
          "INVALID_FUNCTION", "function must be one of " + String.join(", ", FUNCTIONS));
    }
    return name;
  }

  private static TenantId tenant(String value) {
    if (hasControl(value)) {
      throw Problem.badRequest("INVALID_TENANT", "tenant_id may have no control characters");
    }
    return Tenants.parse(value);
  }

  private static String text(String value) {
    try {
      if (!hasControl(value)) {
        return Input.storable(value);
      }
    } catch (IllegalArgumentException unusable) {
      throw invalidText();
    }
    throw invalidText();
  }

  private static Problem invalidText() {
    return Problem.badRequest(
        "INVALID_TEXT", "text must be 1 to 256 characters, none of them for control");
  }

  private static boolean hasControl(String value) {
    return value.chars().anyMatch(Character::isISOControl);
  }

  private static Instant time(String name, String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(TIME_MIN) && time.isBefore(TIME_END)) {
        return time;
      }
    } catch (DateTimeException unreadable) {
      throw invalidTime(name);
    }
    throw invalidTime(name);
  }

  private static Problem invalidTime(String name) {
    return Problem.badRequest(
        "INVALID_TIME", name + " must be a time with its offset, as 2026-03-29T10:00:00Z");
  }
}
