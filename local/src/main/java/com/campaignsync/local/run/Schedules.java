package com.campaignsync.local.run;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.PubsubTarget;
import com.google.protobuf.ByteString;

/** The Cloud Scheduler jobs that Terraform makes in the cloud. */
final class Schedules {

  /** Any location: the local one is everywhere. */
  static final String LOCATION = "us-central1";

  private static final String JOBS =
      "projects/" + LocalEnvironment.PROJECT + "/locations/" + LOCATION + "/jobs/";

  private final LocalScheduler scheduler;

  private Schedules(LocalScheduler scheduler) {
    this.scheduler = scheduler;
  }

  static void create(LocalScheduler scheduler) {
    Schedules schedules = new Schedules(scheduler);
    schedules.create(
        "campaign-sync-frequent",
        "* * * * *",
        "Claims the connections that are due, every minute.",
        LocalEnvironment.TOPIC,
        new SyncMessage.Dispatch());
    schedules.create(
        "campaign-full-resync",
        "0 2 * * *",
        "Reads the last 30 days again and deletes what the source has no more.",
        LocalEnvironment.MAINTENANCE_TOPIC,
        new SyncMessage.FullResync(Scope.EVERYBODY, null, false));
    schedules.create(
        "campaign-reconcile",
        "0 4 * * *",
        "Proves that both sides agree, day by day, and heals the days that do not.",
        LocalEnvironment.MAINTENANCE_TOPIC,
        new SyncMessage.Reconcile(Scope.EVERYBODY, null));
    schedules.create(
        "campaign-cleanup",
        "0 3 * * 0",
        "Drops what is older than is kept.",
        LocalEnvironment.MAINTENANCE_TOPIC,
        new SyncMessage.Cleanup());
  }

  private void create(
      String name, String schedule, String description, String topic, SyncMessage message) {
    scheduler.create(
        Job.newBuilder()
            .setName(JOBS + name)
            .setDescription(description)
            .setSchedule(schedule)
            .setTimeZone("Etc/UTC")
            .setPubsubTarget(
                PubsubTarget.newBuilder()
                    .setTopicName(
                        "projects/%s/topics/%s".formatted(LocalEnvironment.PROJECT, topic))
                    .setData(ByteString.copyFrom(SyncMessageCodec.encode(message))))
            .build());
  }
}
