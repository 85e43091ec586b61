package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Transactions;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Planned work in Postgres. */
public final class PostgresJobPlans implements JobPlans {

  private final Transactions database;

  public PostgresJobPlans(Transactions database) {
    this.database = database;
  }

  @Override
  public Flux<SyncJob> plan(@Nullable String parentKey, List<NewJob> jobs) {
    if (jobs.isEmpty()) {
      return Flux.empty();
    }
    return database
        .inTransaction(connection -> keep(connection, parentKey, jobs))
        .flatMapIterable(kept -> kept);
  }

  private static Mono<List<SyncJob>> keep(
      Connection connection, @Nullable String parentKey, List<NewJob> jobs) {
    Mono<List<UUID>> queued =
        parentKey == null
            ? PlanJobs.run(connection, null, jobs)
            : PlanHead.run(connection, parentKey, jobs)
                .flatMap(head -> PlanJobs.run(connection, head, jobs));
    return queued
        .flatMap(connectionIds -> MarkQueued.run(connection, connectionIds))
        .then(Mono.defer(() -> SelectPlannedJobs.run(connection, jobs).collectList()));
  }

  @Override
  public Flux<SyncJob> open(UUID connectionId, JobType type) {
    return database
        .inTransaction(
            connection -> SelectOpenJobs.run(connection, connectionId, type).collectList())
        .flatMapIterable(jobs -> jobs);
  }
}
