package com.campaignsync.domain.store;

/**
 * A job that was just claimed.
 *
 * @param job the job
 * @param readKey equal for jobs that one read can serve: those of the same entity, source and
 *     mapping, all with an account or all without
 */
public record DueJob(SyncJob job, String readKey) {}
