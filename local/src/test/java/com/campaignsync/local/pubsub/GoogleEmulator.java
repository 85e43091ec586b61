package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.local.net.LocalPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Google's own Pub/Sub emulator, where the Cloud SDK and the emulator are installed. */
public final class GoogleEmulator implements AutoCloseable {
  private static final int START_SECONDS_MAX = 60;

  private final Process process;
  private final int port;

  private GoogleEmulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; a test that needs it is skipped by name where it is not installed.
   *
   * @param data an empty directory of its own
   */
  public static GoogleEmulator startOrSkip(Path data) throws Exception {
    int port = LocalPort.anyFree();
    try {
      GoogleEmulator emulator = new GoogleEmulator(launch(port, data), port);
      assumeTrue(emulator.listens(), "skipped: gcloud beta emulators pubsub is not installed");
      return emulator;
    } catch (IOException notInstalled) {
      assumeTrue(false, "skipped: the Cloud SDK (gcloud) is not installed");
      throw notInstalled;
    }
  }

  private static Process launch(int port, Path data) throws IOException {
    return new ProcessBuilder(
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
  }

  /** An SDK without the emulator ends at once; one with it listens after some seconds. */
  private boolean listens() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (LocalPort.isFree(port)) {
      if (!process.isAlive()) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        close();
        throw new AssertionError("the emulator did not listen within 60 s");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  /** What {@code PUBSUB_EMULATOR_HOST} takes. */
  public String hostPort() {
    return LocalPort.HOST + ":" + port;
  }

  /** The emulator is a child of gcloud's, which does not take it along. */
  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
