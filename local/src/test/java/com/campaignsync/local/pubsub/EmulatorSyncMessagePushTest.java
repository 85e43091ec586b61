package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.local.net.LocalPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Google's own emulator, where the Cloud SDK and its Pub/Sub emulator are installed. */
class EmulatorSyncMessagePushTest extends SyncMessagePushSuite {
  private static final int START_SECONDS_MAX = 60;

  @TempDir static Path data;
  private static Process emulator;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    port = LocalPort.anyFree();
    try {
      emulator =
          new ProcessBuilder(
                  "gcloud",
                  "beta",
                  "emulators",
                  "pubsub",
                  "start",
                  "--quiet",
                  "--project=proj-local",
                  "--host-port=127.0.0.1:" + port,
                  "--data-dir=" + data)
              .redirectErrorStream(true)
              .redirectOutput(data.resolve("emulator.log").toFile())
              .start();
    } catch (IOException notInstalled) {
      assumeTrue(false, "skipped: the Cloud SDK (gcloud) is not installed");
    }
    assumeTrue(listens(), "skipped: gcloud beta emulators pubsub is not installed");
  }

  /** An SDK without the emulator ends at once; one with it listens after some seconds. */
  private static boolean listens() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (LocalPort.isFree(port)) {
      if (!emulator.isAlive()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the emulator did not listen within 60 s");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  /** The emulator is a child of gcloud's, which does not take it along. */
  @AfterAll
  static void stop() throws InterruptedException {
    if (emulator != null) {
      emulator.descendants().forEach(ProcessHandle::destroy);
      emulator.destroy();
      emulator.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Override
  String hostPort() {
    return LocalPort.HOST + ":" + port;
  }
}
