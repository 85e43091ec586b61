package com.campaignsync.endtoend;

import java.util.Map;

/** The Pub/Sub that run-local starts. */
class OwnPubSubTest extends MessagesSuite {
  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  String hostPort(RunLocalProcess running) {
    return running.googleCloud();
  }
}
