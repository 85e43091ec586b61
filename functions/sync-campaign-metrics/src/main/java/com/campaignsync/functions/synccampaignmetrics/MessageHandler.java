package com.campaignsync.functions.synccampaignmetrics;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.store.DeadLetterStore;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.RunJob;
import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.Severity;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.push.InvalidEnvelope;
import com.campaignsync.runtime.push.PushMessage;
import java.time.Duration;

/** From one pushed message to the status that acknowledges it or asks for it again. */
final class MessageHandler {

  /** Done with, whatever came of it. */
  private static final int ACKNOWLEDGED = 204;

  /** To be delivered again, later. */
  private static final int AGAIN = 503;

  /** Dispatch and bookkeeping end within the minute of the next tick. */
  private static final Duration SHORT_WORK_MAX = Duration.ofSeconds(50);

  private final RunSync runSync;
  private final Dispatch dispatch;
  private final DeadLetterStore deadLetters;
  private final StructuredLog log;
  private final boolean enabled;
  private final Duration timeout;

  MessageHandler(
      RunSync runSync,
      Dispatch dispatch,
      DeadLetterStore deadLetters,
      StructuredLog log,
      boolean enabled,
      Duration timeout) {
    this.runSync = runSync;
    this.dispatch = dispatch;
    this.deadLetters = deadLetters;
    this.log = log;
    this.enabled = enabled;
    this.timeout = timeout;
  }

  int handle(PushMessage push, String trace) {
    try {
      return act(push, SyncMessageCodec.decode(push.data()), trace);
    } catch (SyncMessageCodec.UnknownMessage poison) {
      return keepAside(push, poison, trace);
    } catch (RuntimeException failure) {
      // The store could not even be asked, or the deadline passed: the broker delivers it again.
      write(
          log.error("a message could not be handled").code("SYNC_NOT_HANDLED").cause(failure),
          push,
          trace);
      return AGAIN;
    }
  }

  /** A body that is no push at all comes from no subscription of ours: there is nothing to keep. */
  int refuse(InvalidEnvelope notAPush, String trace) {
    // The reason only: what the sender wrote is not ours to repeat.
    LogEntry entry =
        log.warning("refused a request that is no Pub/Sub push").code("PUSH_" + notAPush.reason());
    if (!trace.isEmpty()) {
      entry.trace(trace);
    }
    entry.write();
    return 400;
  }

  private int act(PushMessage push, SyncMessage message, String trace) {
    if (!enabled) {
      write(
          log.warning("CAMPAIGN_SYNC_ENABLED is false; message ignored").code("SYNC_DISABLED"),
          push,
          trace);
      return ACKNOWLEDGED;
    }
    return message instanceof RunJob run ? run(push, run, trace) : dispatch(push, trace);
  }

  private int run(PushMessage push, RunJob message, String trace) {
    RunOutcome outcome = Await.result(runSync.run(message), timeout);
    LogEntry entry =
        log.entry(severityOf(outcome), outcome.message())
            .code(outcome.code() == null ? "SYNC_" + outcome.kind() : outcome.code())
            .job(outcome.jobId().toString());
    if (outcome.tenantId() != null) {
      entry.tenant(outcome.tenantId().value());
    }
    if (outcome.cause() != null) {
      entry.cause(outcome.cause());
    }
    write(entry, push, trace);
    return outcome.kind().acknowledged() ? ACKNOWLEDGED : AGAIN;
  }

  private static Severity severityOf(RunOutcome outcome) {
    if (outcome.code() == null) {
      return Severity.INFO;
    }
    return outcome.kind() == RunOutcome.Kind.SUCCEEDED ? Severity.WARNING : Severity.ERROR;
  }

  private int dispatch(PushMessage push, String trace) {
    long published = Await.result(dispatch.run(), SHORT_WORK_MAX);
    write(log.info("dispatched").code("SYNC_DISPATCHED").with("published", published), push, trace);
    return ACKNOWLEDGED;
  }

  private int keepAside(PushMessage push, SyncMessageCodec.UnknownMessage poison, String trace) {
    String reason = String.valueOf(poison.getMessage());
    try {
      Await.completion(
          deadLetters.keep(push.subscription(), push.messageId(), reason, push.data()),
          SHORT_WORK_MAX);
    } catch (RuntimeException failure) {
      write(
          log.error("a message nobody understands could not be kept")
              .code("DEAD_LETTER_NOT_KEPT")
              .cause(failure),
          push,
          trace);
      return AGAIN;
    }
    write(
        log.error("a message nobody understands was kept aside: " + reason).code("MESSAGE_UNKNOWN"),
        push,
        trace);
    return ACKNOWLEDGED;
  }

  private static void write(LogEntry entry, PushMessage push, String trace) {
    if (!trace.isEmpty()) {
      entry.trace(trace);
    }
    entry.with("message_id", push.messageId()).write();
  }
}
