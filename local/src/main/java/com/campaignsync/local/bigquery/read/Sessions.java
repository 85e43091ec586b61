package com.campaignsync.local.bigquery.read;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sessions that can be read now; the oldest go first. */
final class Sessions {

  /** As in BigQuery. */
  static final Duration LIFE = Duration.ofHours(6);

  /** Most sessions kept: as many as there can be results behind them. */
  static final int SESSIONS_MAX = 1_000;

  private static final Pattern STREAM =
      Pattern.compile("(projects/[^/]+/locations/[^/]+/sessions/[^/]+)/streams/(\\d{1,4})");

  /** A stream of a session. */
  record Stream(Session session, RowRange range) {}

  private final InstantSource clock;
  private final Map<String, Session> kept = new LinkedHashMap<>();

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void keep(Session session) {
    kept.put(session.name(), session);
    var oldest = kept.values().iterator();
    while (oldest.hasNext() && (isExpired(oldest.next()) || kept.size() > SESSIONS_MAX)) {
      oldest.remove();
    }
  }

  private boolean isExpired(Session session) {
    return !clock.instant().isBefore(session.expires());
  }

  /**
   * @throws io.grpc.StatusRuntimeException NOT_FOUND if there is no such stream or it expired
   */
  synchronized Stream stream(String name) {
    Matcher matcher = STREAM.matcher(name);
    Session session = matcher.matches() ? kept.get(matcher.group(1)) : null;
    if (session == null || isExpired(session)) {
      throw gone(name);
    }
    int number = Integer.parseInt(matcher.group(2));
    if (number >= session.streams().size()) {
      throw gone(name);
    }
    return new Stream(session, session.streams().get(number));
  }

  static RuntimeException gone(String stream) {
    return ReadErrors.notFound(
        "stream %s does not exist or its session has expired: create a new session"
            .formatted(stream));
  }
}
