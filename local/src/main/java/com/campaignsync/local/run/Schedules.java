package com.campaignsync.local.run;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.PubsubTarget;
import com.google.protobuf.ByteString;

/** The Cloud Scheduler jobs that Terraform makes in the cloud. */
final class Schedules {

  /** Any location: the local one is everywhere. */
  private static final String JOBS =
      "projects/" + LocalEnvironment.PROJECT + "/locations/us-central1/jobs/";

  private Schedules() {}

  static void create(LocalScheduler scheduler) {
    scheduler.create(
        Job.newBuilder()
            .setName(JOBS + "campaign-sync-frequent")
            .setDescription("Claims the connections that are due, every minute.")
            .setSchedule("* * * * *")
            .setTimeZone("Etc/UTC")
            .setPubsubTarget(
                PubsubTarget.newBuilder()
                    .setTopicName(
                        "projects/%s/topics/%s"
                            .formatted(LocalEnvironment.PROJECT, LocalEnvironment.TOPIC))
                    .setData(
                        ByteString.copyFrom(SyncMessageCodec.encode(new SyncMessage.Dispatch()))))
            .build());
  }
}
