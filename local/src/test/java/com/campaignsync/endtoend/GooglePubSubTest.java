package com.campaignsync.endtoend;

import com.campaignsync.local.pubsub.GoogleEmulator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Google's own emulator in place of ours, skipped where it is not installed. */
class GooglePubSubTest extends MessagesSuite {
  @TempDir static Path data;
  private GoogleEmulator emulator;

  @Override
  Map<String, String> environment() throws Exception {
    emulator = GoogleEmulator.startOrSkip(data);
    return Map.of("PUBSUB_EMULATOR_HOST", emulator.hostPort());
  }

  @Override
  String hostPort(RunLocalProcess running) {
    return emulator.hostPort();
  }

  @AfterAll
  void stopEmulator() throws InterruptedException {
    if (emulator != null) {
      emulator.close();
    }
  }
}
