package com.campaignsync.local.scheduler;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.PubsubTarget;
import java.util.Set;
import java.util.regex.Pattern;

/** What a job may ask for; what run-local does not offer is refused, never ignored. */
final class JobRules {
  static final String PRODUCT = "Cloud Scheduler";

  /** As the API's reference says, where none is given. */
  private static final String TIME_ZONE_DEFAULT = "Etc/UTC";

  private static final Pattern LOCATION = Pattern.compile("projects/[^/]+/locations/[^/]+");
  private static final Pattern NAME = Pattern.compile(LOCATION + "/jobs/[A-Za-z0-9_-]{1,500}");
  private static final Pattern TOPIC = Pattern.compile("projects/[^/]+/topics/[^/]+");

  private static final Set<String> INPUT =
      Set.of("name", "description", "pubsub_target", "schedule", "time_zone", "attempt_deadline");

  private JobRules() {}

  static String requireLocation(String name) {
    require(
        LOCATION.matcher(name).matches(), name + " is not projects/{project}/locations/{location}");
    return name;
  }

  static String requireName(String name) {
    require(
        NAME.matcher(name).matches(),
        "Job name must be projects/{project}/locations/{location}/jobs/{job}: \"" + name + "\"");
    return name;
  }

  /** The job with its defaults, without what only the service sets. */
  static Job complete(Job asked) {
    requireName(asked.getName());
    Job given = withoutOutput(asked);
    Allowed.require(PRODUCT, given, INPUT);
    require(given.hasPubsubTarget(), "Job target is required: run-local knows pubsub_target");
    checkTarget(given.getPubsubTarget());
    require(!given.getSchedule().isEmpty(), "Schedule is required");
    return given.getTimeZone().isEmpty()
        ? given.toBuilder().setTimeZone(TIME_ZONE_DEFAULT).build()
        : given;
  }

  /** A caller may send back what it read. */
  private static Job withoutOutput(Job asked) {
    return asked.toBuilder()
        .clearUserUpdateTime()
        .clearState()
        .clearStatus()
        .clearScheduleTime()
        .clearLastAttemptTime()
        .build();
  }

  private static void checkTarget(PubsubTarget target) {
    require(
        TOPIC.matcher(target.getTopicName()).matches(),
        "topic_name must be projects/{project}/topics/{topic}: \"" + target.getTopicName() + "\"");
    require(
        !target.getData().isEmpty() || target.getAttributesCount() > 0,
        "Pubsub message must contain either non-empty data, or at least one attribute");
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw GrpcErrors.invalid(rule);
    }
  }
}
