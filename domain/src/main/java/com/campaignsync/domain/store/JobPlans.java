package com.campaignsync.domain.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Keeps planned work: full resyncs, backfills, reconciliations. */
public interface JobPlans {

  /**
   * Keeps jobs as pending, all in one transaction. A job whose idempotency key is known answers the
   * job of then, whatever became of it. Unlike a request by hand it does not mind other jobs of the
   * connection: it waits for them.
   *
   * @param parentKey idempotency key of a parent row that shows the progress of all of them, or
   *     null for none; the parent is made of the first job's tenant, entity and type
   */
  Flux<SyncJob> plan(@Nullable String parentKey, List<NewJob> jobs);

  /** Jobs of a type and connection that are not over yet. */
  Flux<SyncJob> open(UUID connectionId, JobType type);
}
