package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.sync.PlanRefused.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which days long work can never be done for. */
final class WindowLimits {

  private final ConnectionStore connections;
  private final Retention retention;
  private final InstantSource clock;

  WindowLimits(ConnectionStore connections, Retention retention, InstantSource clock) {
    this.connections = connections;
    this.retention = retention;
    this.clock = clock;
  }

  /** Whether the day is one that cleanup drops. */
  boolean drops(LocalDate day) {
    return retention.drops(day, clock.instant());
  }

  /**
   * Empty if these days of a connection may be read again; fails with {@link PlanRefused} if not.
   */
  Mono<Void> forReading(AdConnection connection, DayWindow window, int daysMax) {
    return Mono.fromRunnable(
        () -> {
          refuseLongOrDropped(window, daysMax);
          if (isToCome(connection, window)) {
            throw inFuture(window, "");
          }
        });
  }

  /**
   * Empty if these days may be proven and their rows deleted; fails with {@link PlanRefused} if
   * not. Unlike reading that reaches days to come where some are stored: a source that is wrong
   * about a day must be able to take it back.
   *
   * @param window the days asked for, or null where the run decides
   */
  Mono<Void> forProving(List<AdConnection> scope, @Nullable DayWindow window, int daysMax) {
    if (window == null || scope.isEmpty()) {
      return Mono.empty();
    }
    return Mono.fromRunnable(() -> refuseLongOrDropped(window, daysMax))
        .then(Mono.defer(() -> refuseBeyondStored(scope, window)));
  }

  private Mono<Void> refuseBeyondStored(List<AdConnection> scope, DayWindow window) {
    if (scope.stream().noneMatch(connection -> isToCome(connection, window))) {
      return Mono.empty();
    }
    return Flux.fromIterable(scope)
        .concatMap(connection -> connections.storesSince(connection.id(), window.lastDay()))
        .any(stores -> stores)
        .flatMap(
            stores ->
                stores
                    ? Mono.empty()
                    : Mono.error(inFuture(window, ", and no day from it on is stored")));
  }

  /** A day of grace: the ad account's calendar may be ahead of the tenant's. */
  private boolean isToCome(AdConnection connection, DayWindow window) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), connection.tenantZone());
    return window.lastDay().isAfter(today.plusDays(1));
  }

  private static PlanRefused inFuture(DayWindow window, String more) {
    return new PlanRefused(
        Reason.WINDOW_IN_FUTURE, "%s is in the future%s".formatted(window.lastDay(), more));
  }

  private void refuseLongOrDropped(DayWindow window, int daysMax) {
    if (window.days() > daysMax) {
      throw new PlanRefused(
          Reason.WINDOW_TOO_LONG,
          "%s to %s are %d days, want at most %d; ask for them in parts"
              .formatted(window.firstDay(), window.lastDay(), window.days(), daysMax));
    }
    Instant now = clock.instant();
    PlanRefused.ifDropped(window, retention, now);
  }
}
