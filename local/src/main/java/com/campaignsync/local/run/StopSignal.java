package com.campaignsync.local.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, from the signal to the last stop. The process is kept until the main thread has closed
 * everything; what it does then is interrupted, but never the start of a server, which would leave
 * half a server behind.
 */
final class StopSignal implements AutoCloseable {

  /** More than stopping everything takes; less than somebody waits before killing it. */
  private static final int CLOSING_SECONDS_MAX = 20;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean interruptible;
  private Runnable lastResort = () -> {};

  private StopSignal() {}

  /** Listens for the signal; to be called, and closed, by the thread that does the work. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
    return signal;
  }

  private void stop() {
    asked.countDown();
    interruptIfAllowed();
    try {
      if (!closed.await(CLOSING_SECONDS_MAX, TimeUnit.SECONDS)) {
        lastResort().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void interruptIfAllowed() {
    if (interruptible) {
      worker.interrupt();
    }
  }

  private synchronized Runnable lastResort() {
    return lastResort;
  }

  /**
   * From here on the signal interrupts the work.
   *
   * @param closeEverything done by the signal itself if the work does not end
   * @throws InterruptedException if the signal came already
   */
  synchronized void interruptFromHere(Runnable closeEverything) throws InterruptedException {
    lastResort = closeEverything;
    interruptible = true;
    check();
  }

  /** The rest of the work is closing, which nothing may interrupt. */
  synchronized void interruptNoMore() {
    interruptible = false;
    boolean wasInterrupted = Thread.interrupted();
    if (wasInterrupted) {
      asked.countDown();
    }
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * @throws InterruptedException if the signal came
   */
  void check() throws InterruptedException {
    if (isAsked()) {
      throw new InterruptedException("asked to stop");
    }
  }

  /** Waits for the signal. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is closed: the process may end. */
  @Override
  public void close() {
    closed.countDown();
  }
}
