package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job as the fake store keeps it. */
public final class JobRow {

  final UUID id;
  final UUID connectionId;
  final TenantId tenantId;
  final String idempotencyKey;
  final Instant createdAt;
  private final NewJob wanted;
  private final int maxRetries;
  private final Map<String, Object> notes = new HashMap<>();

  JobStatus status = JobStatus.PENDING;
  LoadCounts counts = LoadCounts.NONE;

  /** Creation, the last change of the status, or the last sign of life. */
  Instant touchedAt;

  private @Nullable DayWindow window;
  private int retryCount;
  private int reads;
  private long progress;
  private long bytesBilled;
  private BigDecimal costUsd = BigDecimal.ZERO;
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
        retryCount,
        maxRetries);
  }

  public JobStatus status() {
    return status;
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

  public long bytesBilled() {
    return bytesBilled;
  }

  public BigDecimal costUsd() {
    return costUsd;
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

  boolean isWaiting() {
    return status == JobStatus.PENDING || status == JobStatus.RETRYING;
  }

  void start(Instant now, DayWindow decided) {
    status = JobStatus.RUNNING;
    window = decided;
    touchedAt = now;
  }

  void addRead(ReadCost cost, Map<String, Object> decisions) {
    reads++;
    bytesBilled += cost.bytesBilled();
    costUsd = costUsd.add(cost.costUsd());
    notes.putAll(decisions);
  }

  void beat(Instant now, long recordsProcessed) {
    if (status == JobStatus.RUNNING) {
      progress = Math.max(progress, recordsProcessed);
      touchedAt = now;
    }
  }

  void succeed(Instant now, boolean skipped, Map<String, Object> decisions) {
    status =
        counts.rejected() > 0
            ? JobStatus.PARTIAL
            : skipped && reads == 0 ? JobStatus.SKIPPED : JobStatus.COMPLETED;
    notes.putAll(decisions);
    errorCode = null;
    errorMessage = null;
    touchedAt = now;
  }

  void fail(Instant now, JobFailure failure) {
    boolean again = failure.retryable() && retryCount < maxRetries;
    status = again ? JobStatus.RETRYING : JobStatus.FAILED;
    retryCount += again ? 1 : 0;
    errorCode = failure.code();
    errorMessage = failure.message();
    touchedAt = now;
  }
}
