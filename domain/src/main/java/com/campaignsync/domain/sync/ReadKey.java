package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.JobType;

/**
 * What tasks must have in common to be served by the same metadata and the same reads.
 *
 * @param withAccount whether each takes one account's rows; a read of both kinds would own rows
 *     twice
 */
record ReadKey(Entity entity, JobType type, SourceMapping mapping, boolean withAccount) {

  static ReadKey of(SyncTask task) {
    return new ReadKey(
        task.job().entity(),
        task.job().type(),
        task.mapping(),
        task.connection().accountId() != null);
  }
}
