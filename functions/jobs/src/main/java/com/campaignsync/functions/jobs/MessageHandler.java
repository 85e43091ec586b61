package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.googlecloud.pubsub.PublishException;
import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.adapters.postgres.sync.PostgresJobEnds;
import com.campaignsync.domain.store.JobEnd;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.PlanMaintenance;
import com.campaignsync.domain.sync.PlanRefused;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.Plan;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.push.InvalidEnvelope;
import com.campaignsync.runtime.push.PushMessage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** From one pushed message to the status that acknowledges it or asks for it again. */
final class MessageHandler {

  /** Done with, whatever came of it. */
  private static final int ACKNOWLEDGED = 204;

  /** To be delivered again, later. */
  private static final int AGAIN = 503;

  /** Dispatch, its second pass included, and bookkeeping end within the minute of the next tick. */
  private static final Duration SHORT_WORK_MAX = Duration.ofSeconds(55);

  private static final Duration NOTICES_MAX = Duration.ofSeconds(55);

  /** One small query; the work is done and must not wait for its log. */
  private static final Duration ENDS_MAX = Duration.ofSeconds(10);

  /** What a run may come to that leaves an ended job. */
  private static final Set<Kind> ENDED = EnumSet.of(Kind.SUCCEEDED, Kind.FAILED);

  /** What no delivery can change: the message is kept where a person sees it. */
  private static final Set<Kind> HOPELESS = EnumSet.of(Kind.UNKNOWN_JOB, Kind.GIVEN_UP);

  /** Jobs whose reasons a dead letter spells out. */
  private static final int REASONS_MAX = 10;

  /** What Pub/Sub puts on a message that it moved to a dead-letter topic. */
  private static final String GIVEN_UP = "CloudPubSubDeadLetterSourceSubscription";

  private final RunSync runSync;
  private final Dispatch dispatch;
  private final PlanMaintenance maintenance;
  private final Housekeeping housekeeping;
  private final PostgresJobEnds jobEnds;
  private final MessageLog log;
  private final boolean enabled;
  private final Duration timeout;

  /**
   * @param enabled false acknowledges every message and does nothing
   * @param timeout most time for one message
   */
  MessageHandler(
      RunSync runSync,
      Dispatch dispatch,
      PlanMaintenance maintenance,
      Housekeeping housekeeping,
      PostgresJobEnds jobEnds,
      StructuredLog log,
      boolean enabled,
      Duration timeout) {
    this.runSync = runSync;
    this.dispatch = dispatch;
    this.maintenance = maintenance;
    this.housekeeping = housekeeping;
    this.jobEnds = jobEnds;
    this.log = new MessageLog(log);
    this.enabled = enabled;
    this.timeout = timeout;
  }

  int handle(PushMessage push, String trace) {
    try {
      if (push.attributes().containsKey(GIVEN_UP)) {
        return keepAside(push, "given up by " + push.attributes().get(GIVEN_UP), trace);
      }
      return act(push, SyncMessageCodec.decode(push.data()), trace);
    } catch (SyncMessageCodec.UnknownMessage poison) {
      return keepAside(push, String.valueOf(poison.getMessage()), trace);
    } catch (PlanRefused refused) {
      return keepAside(push, refused.reason() + ": " + refused.getMessage(), trace);
    } catch (StoreException failure) {
      return failure.code().isTransient()
          ? again(push, failure, trace)
          : giveUp(push, failure.code() + ": " + failure.getMessage(), failure, trace);
    } catch (PublishException failure) {
      return failure.code().isTransient()
          ? again(push, failure, trace)
          : giveUp(push, failure.code() + ": " + failure.getMessage(), failure, trace);
    } catch (RuntimeException failure) {
      // The deadline passed, or a bug: the broker delivers it again, and gives up in the end.
      return again(push, failure, trace);
    }
  }

  private int again(PushMessage push, RuntimeException failure, String trace) {
    if (failure instanceof StoreException store && store.code() == StoreException.Code.STORE_BUSY) {
      log.storeBusy(push, trace, store);
    } else {
      log.notHandled(push, trace, failure);
    }
    return AGAIN;
  }

  /** Delivered again it would fail again; replayed once the cause is mended it passes. */
  private int giveUp(PushMessage push, String reason, RuntimeException failure, String trace) {
    log.givenUp(push, trace, failure);
    return keepAside(push, reason, trace);
  }

  /** A body that is no push at all comes from no subscription of ours: there is nothing to keep. */
  int refuse(InvalidEnvelope notAPush, String trace) {
    log.notAPush(notAPush, trace);
    return 400;
  }

  private int act(PushMessage push, SyncMessage message, String trace) {
    if (!enabled) {
      log.disabled(push, trace);
      return ACKNOWLEDGED;
    }
    if (message instanceof RunJobs run) {
      return run(push, run, trace);
    }
    if (message instanceof Plan plan) {
      return plan(push, plan, trace);
    }
    if (message instanceof SyncMessage.Cleanup) {
      log.cleaned(push, trace, Await.result(housekeeping.cleanUp(), timeout));
      return ACKNOWLEDGED;
    }
    if (message instanceof SyncMessage.ReplayDeadLetters) {
      log.replayed(push, trace, Await.result(housekeeping.replayDeadLetters(), SHORT_WORK_MAX));
      return ACKNOWLEDGED;
    }
    log.dispatched(push, trace, Await.result(dispatch.run(), SHORT_WORK_MAX));
    sendNotices(push, trace);
    forgetNotices(push, trace);
    return ACKNOWLEDGED;
  }

  private int run(PushMessage push, RunJobs message, String trace) {
    List<RunOutcome> outcomes = Await.result(runSync.run(message), timeout);
    Map<UUID, JobEnd> ends = endsOf(outcomes, push, trace);
    outcomes.forEach(outcome -> log.ran(push, trace, outcome, ends.get(outcome.jobId())));
    sendNotices(push, trace);
    if (!outcomes.stream().allMatch(outcome -> outcome.kind().acknowledged())) {
      return AGAIN;
    }
    String hopeless =
        outcomes.stream()
            .filter(outcome -> HOPELESS.contains(outcome.kind()))
            .map(one -> "%s: %s (job %s)".formatted(one.code(), one.message(), one.jobId()))
            .limit(REASONS_MAX)
            .collect(Collectors.joining("; "));
    return hopeless.isEmpty() ? ACKNOWLEDGED : keepAside(push, hopeless, trace);
  }

  /**
   * Figures for the log; without them a line says less, and the message is done with all the same.
   */
  private Map<UUID, JobEnd> endsOf(List<RunOutcome> outcomes, PushMessage push, String trace) {
    List<UUID> ended =
        outcomes.stream()
            .filter(outcome -> ENDED.contains(outcome.kind()))
            .map(RunOutcome::jobId)
            .toList();
    try {
      return ended.isEmpty() ? Map.of() : Await.result(jobEnds.of(ended), ENDS_MAX);
    } catch (RuntimeException failure) {
      log.figuresMissing(push, trace, failure);
      return Map.of();
    }
  }

  /** A receiver that does not answer holds up nobody for long, and fails no sync. */
  private void sendNotices(PushMessage push, String trace) {
    try {
      Await.result(housekeeping.sendNotices(), NOTICES_MAX);
    } catch (RuntimeException failure) {
      log.noticesFailed(push, trace, failure);
    }
  }

  private void forgetNotices(PushMessage push, String trace) {
    try {
      Await.result(housekeeping.forgetNotices(), NOTICES_MAX);
    } catch (RuntimeException failure) {
      log.noticesFailed(push, trace, failure);
    }
  }

  /** The message's id names the work: a redelivery plans nothing twice. */
  private int plan(PushMessage push, Plan wanted, String trace) {
    PlanMaintenance.Request request =
        new PlanMaintenance.Request(push.messageId(), NewJob.Trigger.SCHEDULER, null);
    List<SyncJob> jobs = Await.result(maintenance.plan(wanted, request), SHORT_WORK_MAX);
    log.planned(push, trace, wanted.getClass().getSimpleName(), jobs.size());
    return ACKNOWLEDGED;
  }

  private int keepAside(PushMessage push, String reason, String trace) {
    try {
      Housekeeping.Kept kept = Await.result(housekeeping.keepAside(push, reason), SHORT_WORK_MAX);
      log.keptAside(push, trace, reason, kept);
      return ACKNOWLEDGED;
    } catch (RuntimeException failure) {
      log.notKept(push, trace, failure);
      return AGAIN;
    }
  }
}
