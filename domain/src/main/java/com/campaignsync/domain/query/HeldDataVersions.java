package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Data versions that are asked for at most once a second and tenant: a browser that polls costs no
 * database. So a change may be answered as unchanged for {@link #HELD}, never longer.
 */
public final class HeldDataVersions implements DataVersions {

  /** Nobody at a screen sees the difference. */
  public static final Duration HELD = Duration.ofSeconds(1);

  /** Some 300 bytes each. */
  private static final int TENANTS_MAX = 10_000;

  private final DataVersions source;
  private final LongSupplier nanoTime;
  private final Map<TenantId, Held> tenants =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Held> eldest) {
          return size() > TENANTS_MAX;
        }
      };

  /**
   * @param nanoTime a clock that never goes back: {@code System::nanoTime}
   */
  public HeldDataVersions(DataVersions source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  @Override
  public Mono<TenantVersion> of(TenantId tenantId) {
    return Mono.defer(() -> held(tenantId).answer).flatMap(Mono::justOrEmpty);
  }

  private Held held(TenantId tenantId) {
    // From before the question on: the answer is no older than this.
    long now = nanoTime.getAsLong();
    synchronized (tenants) {
      Held known = tenants.get(tenantId);
      if (known != null && known.untilNanos - now > 0) {
        return known;
      }
      Held asked = new Held(tenantId, now + HELD.toNanos());
      tenants.put(tenantId, asked);
      return asked;
    }
  }

  /** An answer or a question under way, good until then; equal to itself alone. */
  private final class Held {

    private final Mono<Optional<TenantVersion>> answer;
    private final long untilNanos;

    /** Asked once for all who wait; what failed, or found no tenant, is not held. */
    Held(TenantId tenantId, long untilNanos) {
      this.untilNanos = untilNanos;
      this.answer =
          source
              .of(tenantId)
              .map(Optional::of)
              .defaultIfEmpty(Optional.empty())
              .doOnNext(
                  found -> {
                    if (found.isEmpty()) {
                      forget(tenantId, this);
                    }
                  })
              .doOnError(failure -> forget(tenantId, this))
              .cache();
    }
  }

  /** A newer question of the same tenant stays: it may be answered well. */
  private void forget(TenantId tenantId, Held asked) {
    synchronized (tenants) {
      tenants.remove(tenantId, asked);
    }
  }
}
