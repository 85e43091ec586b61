package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what the last reconciliation found of each of a tenant's days. */
public interface ReconciliationReader {

  /**
   * Which proofs are meant; null is any.
   *
   * @param connectionId of which connection
   * @param days of which days
   * @param entity of which kind of rows
   * @param verdict with which verdict as their last
   */
  record Filter(
      @Nullable UUID connectionId,
      DayWindow days,
      @Nullable Entity entity,
      @Nullable Verdict verdict) {}

  /** What a proof is of. */
  record Place(LocalDate day, UUID connectionId, Entity entity) {}

  /**
   * The last proof of a day.
   *
   * @param place what it is of
   * @param columns what the API shows of it, by name
   */
  record Proof(Place place, Map<String, @Nullable Object> columns) {

    /** Copies the columns, in their order. */
    public Proof {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }

  /**
   * The latest days first, then by connection and entity.
   *
   * @param after those behind this one; null from the start
   * @param limit most proofs, at least 1
   */
  Mono<List<Proof>> last(TenantId tenantId, Filter filter, @Nullable Place after, int limit);
}
