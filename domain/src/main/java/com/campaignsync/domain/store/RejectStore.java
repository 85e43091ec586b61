package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Rows that could not be stored. */
public interface RejectStore {

  /** The days of a connection that have rejects which no later sync has settled. */
  Mono<Set<LocalDate>> openDays(UUID connectionId, Entity entity);
}
