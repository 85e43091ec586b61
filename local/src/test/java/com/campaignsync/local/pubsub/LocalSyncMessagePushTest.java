package com.campaignsync.local.pubsub;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Our Pub/Sub. */
class LocalSyncMessagePushTest extends SyncMessagePushSuite {
  private final LocalPubSub pubSub = LocalPubSub.start(0, Clock.systemUTC(), List.of());

  @Override
  String hostPort() {
    return pubSub.hostPort();
  }

  @AfterEach
  void stop() {
    pubSub.close();
  }
}
