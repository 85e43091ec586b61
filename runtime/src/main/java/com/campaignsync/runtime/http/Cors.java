package com.campaignsync.runtime.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may call the API: those of {@code CORS_ALLOWED_ORIGINS}, or all with {@code *}.
 * Credentials are never allowed: callers send their token themselves.
 */
public final class Cors {

  /** Browsers keep a preflight's answer at most two hours. */
  private static final String MAX_AGE_SECONDS = "7200";

  private final Set<String> origins;

  /** Allows the origins, each as {@code https://host[:port]}, or {@code *}. */
  public Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** The headers to add to a reply to {@code origin}. */
  Map<String, String> headers(Optional<String> origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (origins.isEmpty()) {
      return headers;
    }
    headers.put("Vary", "Origin");
    origin
        .filter(page -> origins.contains(page) || origins.contains("*"))
        .ifPresent(
            page -> {
              headers.put("Access-Control-Allow-Origin", origins.contains("*") ? "*" : page);
              headers.put(
                  "Access-Control-Expose-Headers",
                  "Allow, Content-Disposition, ETag, Idempotency-Replayed, Next-Page-Token,"
                      + " RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate,"
                      + " X-Request-Id");
            });
    return headers;
  }

  /** The further headers of a reply to OPTIONS, where the origin is allowed. */
  Map<String, String> preflight(Optional<String> origin, String allow) {
    if (!headers(origin).containsKey("Access-Control-Allow-Origin")) {
      return Map.of();
    }
    return Map.of(
        "Access-Control-Allow-Methods", allow,
        "Access-Control-Allow-Headers",
            "Accept, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id",
        "Access-Control-Max-Age", MAX_AGE_SECONDS);
  }
}
