package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Days of which rows were rejected; none at first. */
final class RejectedDays implements RejectStore {

  private List<LocalDate> days = List.of();

  void replay(LocalDate... wanted) {
    days = List.of(wanted);
  }

  @Override
  public Flux<RejectedRow> list(RejectFilter filter, long beforeId, int limit) {
    return Flux.empty();
  }

  @Override
  public Mono<Map<String, Long>> counts(RejectFilter filter) {
    return Mono.just(Map.of());
  }

  @Override
  public Flux<LocalDate> replayDays(TenantId tenantId, UUID connectionId, Entity entity) {
    return Flux.fromIterable(days);
  }
}
