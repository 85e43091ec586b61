package com.campaignsync.runtime.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace a request belongs to, from its {@code traceparent} or {@code X-Cloud-Trace-Context}.
 */
public final class Trace {

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final Pattern CLOUD = Pattern.compile("([0-9a-f]{32})(?:/.*)?");

  private Trace() {}

  /**
   * The 32 hexadecimal digits of the trace id; W3C's header wins; empty if neither is well formed.
   */
  public static Optional<String> id(Optional<String> traceparent, Optional<String> cloudContext) {
    Optional<String> w3c = traceparent.flatMap(header -> match(TRACEPARENT, header));
    return w3c.isPresent() ? w3c : cloudContext.flatMap(header -> match(CLOUD, header));
  }

  private static Optional<String> match(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
