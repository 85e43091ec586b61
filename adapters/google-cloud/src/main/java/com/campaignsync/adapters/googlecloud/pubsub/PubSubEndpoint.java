package com.campaignsync.adapters.googlecloud.pubsub;

import org.jspecify.annotations.Nullable;

/**
 * Which Pub/Sub to speak to.
 *
 * @param projectId the project of topics given by their short name
 * @param emulatorHostPort {@code host:port} of a stand-in, spoken to in plain text and without
 *     credentials; null for the service, with application default credentials
 */
public record PubSubEndpoint(String projectId, @Nullable String emulatorHostPort) {

  /**
   * The full name of a topic.
   *
   * @param topic {@code campaign-sync} or {@code projects/P/topics/campaign-sync}
   */
  String fullName(String topic) {
    return topic.startsWith("projects/") ? topic : "projects/" + projectId + "/topics/" + topic;
  }
}
