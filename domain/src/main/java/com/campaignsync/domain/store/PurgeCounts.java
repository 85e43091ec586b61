package com.campaignsync.domain.store;

/**
 * How many records of work went, or would go.
 *
 * @param jobs sync jobs
 * @param rejects rejected rows
 * @param deadLetters dead letters
 * @param sourceReads notes of reads
 * @param requestRecords audit entries, idempotency keys and windows of limits
 */
public record PurgeCounts(
    long jobs, long rejects, long deadLetters, long sourceReads, long requestRecords) {

  public static final PurgeCounts NONE = new PurgeCounts(0, 0, 0, 0, 0);

  public PurgeCounts plus(PurgeCounts other) {
    return new PurgeCounts(
        jobs + other.jobs,
        rejects + other.rejects,
        deadLetters + other.deadLetters,
        sourceReads + other.sourceReads,
        requestRecords + other.requestRecords);
  }

  public long total() {
    return jobs + rejects + deadLetters + sourceReads + requestRecords;
  }
}
