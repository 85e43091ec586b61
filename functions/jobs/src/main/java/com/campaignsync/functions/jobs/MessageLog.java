package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.domain.store.JobEnd;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.Severity;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.push.InvalidEnvelope;
import com.campaignsync.runtime.push.PushMessage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line for what came of each message, with a stable code. */
final class MessageLog {

  private final StructuredLog log;

  MessageLog(StructuredLog log) {
    this.log = log;
  }

  /**
   * @param end how the job ended, where it did
   */
  void ran(PushMessage push, String trace, RunOutcome outcome, @Nullable JobEnd end) {
    LogEntry entry =
        log.entry(severityOf(push, outcome), messageOf(outcome, end))
            .code(codeOf(outcome, end))
            .job(outcome.jobId().toString());
    if (end != null) {
      figures(entry, end);
    }
    if (outcome.tenantId() != null) {
      entry.tenant(outcome.tenantId().value());
    }
    if (outcome.cause() != null) {
      entry.cause(outcome.cause());
    }
    write(entry, push, trace);
  }

  /** A job that ended with a complaint says which: not only that there is one. */
  private static String codeOf(RunOutcome outcome, @Nullable JobEnd end) {
    String complaint = end == null ? null : end.errorCode();
    if (complaint != null) {
      return complaint;
    }
    return outcome.code() == null ? "SYNC_" + outcome.kind() : outcome.code();
  }

  private static String messageOf(RunOutcome outcome, @Nullable JobEnd end) {
    String complaint = end == null ? null : end.errorMessage();
    return outcome.kind() == RunOutcome.Kind.SUCCEEDED && complaint != null
        ? outcome.message() + ": " + complaint
        : outcome.message();
  }

  private static void figures(LogEntry entry, JobEnd end) {
    UUID connection = end.connectionId();
    if (connection != null) {
      entry.with("connection", connection.toString());
    }
    entry
        .with("job_type", end.type())
        .with("entity", end.entity())
        .with("status", end.status())
        .with("records_read", end.recordsRead())
        .with("records_inserted", end.recordsInserted())
        .with("records_updated", end.recordsUpdated())
        .with("records_deleted", end.recordsDeleted())
        .with("records_rejected", end.recordsRejected())
        .with("bytes_billed", end.bytesBilled())
        .with("cost_usd", end.costUsd());
    BigDecimal seconds = end.durationSeconds();
    if (seconds != null) {
      entry.with("duration_seconds", seconds);
    }
    if (!end.guardedDays().isEmpty()) {
      entry.with("guarded_days", String.join(",", end.guardedDays()));
    }
  }

  private static Severity severityOf(PushMessage push, RunOutcome outcome) {
    if (outcome.code() == null) {
      return Severity.INFO;
    }
    return switch (outcome.kind()) {
      case SUCCEEDED, PARKED, HANDED_BACK -> Severity.WARNING;
      case ALREADY_OVER, WAITS_FOR_LEASE, FAILED, HELD, TRY_AGAIN -> Severity.ERROR;
      case GIVEN_UP -> unlessReplayed(push);
      // Kept aside, which is told as an error, once.
      case UNKNOWN_JOB -> Severity.INFO;
    };
  }

  /** What is wrong with a replayed message was told as an error before. */
  private static Severity unlessReplayed(PushMessage push) {
    return push.attributes().containsKey(PubSubSyncMessages.DEAD_LETTER_ID)
        ? Severity.WARNING
        : Severity.ERROR;
  }

  void dispatched(PushMessage push, String trace, long published) {
    write(log.info("dispatched").code("SYNC_DISPATCHED").with("published", published), push, trace);
  }

  void planned(PushMessage push, String trace, String what, int jobs) {
    write(
        log.info("planned").code("MAINTENANCE_PLANNED").with("work", what).with("jobs", jobs),
        push,
        trace);
  }

  void cleaned(PushMessage push, String trace, Map<String, Long> removed) {
    LogEntry entry = log.info("cleaned up").code("CLEANED_UP");
    removed.forEach((kind, rows) -> entry.with(kind, rows.longValue()));
    write(entry, push, trace);
  }

  void replayed(PushMessage push, String trace, Housekeeping.Replayed done) {
    String said = "replayed %d dead letters".formatted(done.published());
    write(
        log.info(
                done.meaningless() == 0
                    ? said
                    : "%s; %d cannot be replayed: not a message"
                        .formatted(said, done.meaningless()))
            .code("DEAD_LETTERS_REPLAYED")
            .with("messages", done.published())
            .with("not_messages", done.meaningless()),
        push,
        trace);
  }

  void disabled(PushMessage push, String trace) {
    write(
        log.warning("CAMPAIGN_SYNC_ENABLED is false; message ignored").code("SYNC_DISABLED"),
        push,
        trace);
  }

  /** An error once; neither a later delivery nor a replay of the same message is anybody's news. */
  void keptAside(PushMessage push, String trace, String reason, Housekeeping.Kept kept) {
    LogEntry entry =
        switch (kept) {
          case NEW -> log.error("a message nobody can act on was kept aside: " + reason);
          case AGAIN -> log.warning("a replayed dead letter failed again: " + reason);
          case KNOWN -> log.info("a message that was kept aside before came again: " + reason);
        };
    write(entry.code("MESSAGE_UNKNOWN"), push, trace);
  }

  void figuresMissing(PushMessage push, String trace, Throwable failure) {
    write(
        log.warning("the figures of ended jobs could not be read for the log; sync_jobs has them")
            .code("JOB_FIGURES_MISSING")
            .cause(failure),
        push,
        trace);
  }

  void notKept(PushMessage push, String trace, Throwable failure) {
    write(
        log.error("a message nobody can act on could not be kept")
            .code("DEAD_LETTER_NOT_KEPT")
            .cause(failure),
        push,
        trace);
  }

  void notHandled(PushMessage push, String trace, Throwable failure) {
    write(
        log.error("a message could not be handled").code("SYNC_NOT_HANDLED").cause(failure),
        push,
        trace);
  }

  /** Somebody holds a lock, or the store has too much to do: nobody's mistake, and it passes. */
  void storeBusy(PushMessage push, String trace, StoreException busy) {
    write(
        log.warning("the store is busy; the message comes again: " + busy.getMessage())
            .code(busy.code().name()),
        push,
        trace);
  }

  /** It will be kept aside. */
  void givenUp(PushMessage push, String trace, Throwable failure) {
    write(
        log.entry(unlessReplayed(push), "a message could not be handled")
            .code("SYNC_NOT_HANDLED")
            .cause(failure),
        push,
        trace);
  }

  void noticesFailed(PushMessage push, String trace, Throwable failure) {
    write(
        log.warning("notices of ended syncs were not sent; the next dispatch tries again")
            .code("NOTICES_DELAYED")
            .cause(failure),
        push,
        trace);
  }

  void notAPush(InvalidEnvelope notAPush, String trace) {
    // The reason only: what the sender wrote is not ours to repeat.
    LogEntry entry =
        log.warning("refused a request that is no Pub/Sub push").code("PUSH_" + notAPush.reason());
    if (!trace.isEmpty()) {
      entry.trace(trace);
    }
    entry.write();
  }

  private static void write(LogEntry entry, PushMessage push, String trace) {
    if (!trace.isEmpty()) {
      entry.trace(trace);
    }
    entry.with("message_id", push.messageId()).write();
  }
}
