package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.JobEnd;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** How jobs ended, for the log: read when all is settled, the split of a shared bill included. */
public final class PostgresJobEnds {

  private final Database database;

  public PostgresJobEnds(Database database) {
    this.database = database;
  }

  /** By job; without those that are not over. */
  public Mono<Map<UUID, JobEnd>> of(Collection<UUID> jobIds) {
    return database.inTransaction(
        connection -> SelectJobEnds.run(connection, jobIds).collectMap(JobEnd::jobId));
  }
}
