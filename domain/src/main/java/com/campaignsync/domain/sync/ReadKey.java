package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.JobType;
import java.util.Set;

/**
 * What tasks must have in common to be served by the same metadata and the same reads.
 *
 * @param withAccount whether each takes one account's rows; a read of both kinds would own rows
 *     twice
 * @param campaignIds which campaigns alone; empty is all
 */
record ReadKey(
    Entity entity,
    JobType type,
    SourceMapping mapping,
    boolean withAccount,
    Set<String> campaignIds) {

  static ReadKey of(SyncTask task) {
    return new ReadKey(
        task.job().entity(),
        task.job().type(),
        task.mapping(),
        task.connection().accountId() != null,
        task.job().campaignIds());
  }
}
