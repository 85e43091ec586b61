package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows that could not be stored: looked at, and chosen for a replay. */
public interface RejectStore {

  /** Most rows of one page. */
  int PAGE_MAX = 1000;

  /** Most days of one replay: two years, as long as the longest span the API answers. */
  int REPLAY_DAYS_MAX = 731;

  /**
   * Rows, the newest first.
   *
   * @param beforeId only those with a smaller id, to go on after a page; {@code Long.MAX_VALUE} for
   *     the first
   * @param limit at most {@link #PAGE_MAX}
   */
  Flux<RejectedRow> list(RejectFilter filter, long beforeId, int limit);

  /** How many there are, by reason; reasons without a row are not there. */
  Mono<Map<String, Long>> counts(RejectFilter filter);

  /**
   * Days of a connection that have open rejects, in order and at most {@link #REPLAY_DAYS_MAX}: a
   * sync of these reads the rows again, and settles the rejects.
   */
  Flux<LocalDate> replayDays(TenantId tenantId, UUID connectionId, Entity entity);
}
