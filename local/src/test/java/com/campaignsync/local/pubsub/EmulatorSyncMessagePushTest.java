package com.campaignsync.local.pubsub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Google's own emulator. */
class EmulatorSyncMessagePushTest extends SyncMessagePushSuite {
  @TempDir static Path data;
  private static GoogleEmulator emulator;

  @BeforeAll
  static void start() throws Exception {
    emulator = GoogleEmulator.startOrSkip(data);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Override
  String hostPort() {
    return emulator.hostPort();
  }
}
