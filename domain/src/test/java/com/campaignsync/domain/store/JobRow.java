package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One job as the fake store keeps it. */
public final class JobRow {

  /** The first pause before another attempt; it doubles with each. */
  static final Duration BACK_OFF = Duration.ofSeconds(30);

  final UUID id;
  final UUID connectionId;
  final TenantId tenantId;
  final String idempotencyKey;
  final Instant createdAt;
  final NewJob wanted;
  private final int maxRetries;
  private final Map<String, Object> notes = new HashMap<>();

  /** When each query read for the job. */
  private final Map<Object, Instant> reads = new HashMap<>();

  JobStatus status = JobStatus.PENDING;
  LoadCounts counts = LoadCounts.NONE;

  /** Creation, the last change of the status, or the last sign of life. */
  Instant touchedAt;

  private @Nullable Instant nextAttemptAt;
  private @Nullable DayWindow window;
  private int retryCount;
  private int starts;
  private long progress;
  private long bytesBilled;
  private BigDecimal costUsd = BigDecimal.ZERO;
  private boolean costShared;
  private @Nullable String errorCode;
  private @Nullable String errorMessage;

  JobRow(UUID id, NewJob wanted, int maxRetries, Instant now) {
    this.id = id;
    this.connectionId = wanted.connectionId();
    this.tenantId = wanted.tenantId();
    this.idempotencyKey = wanted.idempotencyKey();
    this.createdAt = now;
    this.touchedAt = now;
    this.wanted = wanted;
    this.maxRetries = maxRetries;
    this.window = wanted.window();
  }

  public SyncJob job() {
    return new SyncJob(
        id,
        connectionId,
        tenantId,
        wanted.entity(),
        wanted.type(),
        status,
        window,
        wanted.forced(),
        retryCount,
        maxRetries,
        // In memory a campaign has one id.
        wanted.campaignSpaceIds().stream().map(UUID::toString).collect(Collectors.toSet()));
  }

  public UUID id() {
    return id;
  }

  public NewJob.Trigger trigger() {
    return wanted.trigger();
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Creation, the last change of the status, or the last sign of life. */
  public Instant touchedAt() {
    return touchedAt;
  }

  public JobStatus status() {
    return status;
  }

  public @Nullable DayWindow window() {
    return window;
  }

  public LoadCounts counts() {
    return counts;
  }

  /** Keys read so far: what the last sign of life said, or what is stored if that is more. */
  public long recordsProcessed() {
    return Math.max(progress, counts.processed());
  }

  public int retryCount() {
    return retryCount;
  }

  /** How often a worker began with it. */
  public int starts() {
    return starts;
  }

  public @Nullable Instant nextAttemptAt() {
    return nextAttemptAt;
  }

  public long bytesBilled() {
    return bytesBilled;
  }

  public BigDecimal costUsd() {
    return costUsd;
  }

  /** Whether the cost is, in part at least, our split of a bill for many. */
  public boolean costShared() {
    return costShared;
  }

  public Map<String, Object> notes() {
    return Map.copyOf(notes);
  }

  public @Nullable String errorCode() {
    return errorCode;
  }

  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** The queries that read for it since an instant. */
  Set<Object> readsSince(Instant since) {
    return reads.entrySet().stream()
        .filter(read -> !read.getValue().isBefore(since))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Whether it may run now and nobody has begun. */
  boolean isWaiting(Instant now) {
    return status == JobStatus.PENDING || (status == JobStatus.RETRYING && !isParked(now));
  }

  /** Whether it failed for now and its next attempt has not come. */
  boolean isParked(Instant now) {
    return status == JobStatus.RETRYING && nextAttemptAt != null && nextAttemptAt.isAfter(now);
  }

  /** Its next attempt has come. */
  void bringForward(Instant now) {
    nextAttemptAt = now;
  }

  /** Later notes replace earlier ones; the days that queries read add up. */
  private void note(Map<String, Object> decisions, boolean newRead) {
    Object before = notes.get("days_read");
    notes.putAll(decisions);
    if (before instanceof Number days
        && newRead
        && decisions.get("days_read") instanceof Number n) {
      notes.put("days_read", days.longValue() + n.longValue());
    } else if (before != null && !reads.isEmpty() && !newRead) {
      notes.put("days_read", before);
    }
  }

  void start(Instant now, DayWindow decided) {
    status = JobStatus.RUNNING;
    nextAttemptAt = null;
    window = decided;
    starts++;
    touchedAt = now;
  }

  void addRead(Instant now, ReadCost cost, Map<String, Object> decisions) {
    Object query = decisions.get("bigquery_job");
    boolean isNew = query != null && reads.putIfAbsent(query, now) == null;
    addCost(cost);
    note(decisions, isNew);
  }

  void addCost(ReadCost cost) {
    bytesBilled += cost.bytesBilled();
    costUsd = costUsd.add(cost.costUsd());
    costShared |= cost.shared();
  }

  /** Replaces what an earlier run of it has counted. */
  void noteUndated(long rows) {
    long before = (long) notes.getOrDefault("rows_without_date", 0L);
    long more = rows - before;
    counts = counts.plus(new LoadCounts(more, 0, 0, 0, more, 0, Set.of()));
    notes.remove("rows_without_date");
    if (rows > 0) {
      notes.put("rows_without_date", rows);
    }
  }

  void beat(Instant now, long recordsProcessed) {
    if (status == JobStatus.RUNNING) {
      progress = Math.max(progress, recordsProcessed);
      touchedAt = now;
    }
  }

  void succeed(Instant now, boolean skipped, Map<String, Object> decisions) {
    note(decisions, false);
    status =
        counts.rejected() > 0
                || !counts.guardedDays().isEmpty()
                || notes.containsKey("days_differs")
            ? JobStatus.PARTIAL
            : skipped && reads.isEmpty() ? JobStatus.SKIPPED : JobStatus.COMPLETED;
    errorCode = null;
    errorMessage = null;
    touchedAt = now;
  }

  void fail(Instant now, JobFailure failure) {
    Duration postponed = failure.postponed();
    boolean again = postponed != null || (failure.retryable() && retryCount < maxRetries);
    status = again ? JobStatus.RETRYING : JobStatus.FAILED;
    Duration wait = postponed != null ? postponed : BACK_OFF.multipliedBy(1L << retryCount);
    nextAttemptAt = again ? now.plus(wait) : null;
    retryCount += again && postponed == null ? 1 : 0;
    errorCode = failure.code();
    errorMessage = failure.message();
    touchedAt = now;
  }

  void handBack(Instant now, Map<String, Object> decisions) {
    status = JobStatus.PENDING;
    note(decisions, false);
    touchedAt = now;
  }
}
