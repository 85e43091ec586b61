package com.campaignsync.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What every reply tells browsers, beside the headers that the writer adds. */
final class SecurityHeaders {

  /** Two years, which is what browsers' preload lists want. */
  private static final String HSTS = "max-age=63072000; includeSubDomains";

  private SecurityHeaders() {}

  /**
   * The headers of a reply.
   *
   * @param forwardedProto {@code X-Forwarded-Proto}: TLS ends before us, so the platform tells
   */
  static Map<String, String> of(Optional<String> forwardedProto) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    if (forwardedProto.filter(proto -> proto.strip().equalsIgnoreCase("https")).isPresent()) {
      headers.put("Strict-Transport-Security", HSTS);
    }
    return headers;
  }
}
