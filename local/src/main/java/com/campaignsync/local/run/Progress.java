package com.campaignsync.local.run;

import java.io.PrintStream;
import java.time.Duration;

/** Tells the person at the terminal what is going on; on standard error, results go elsewhere. */
final class Progress {

  private final PrintStream terminal;
  private final long startedNanos = System.nanoTime();

  Progress(PrintStream terminal) {
    this.terminal = terminal;
  }

  void say(String line) {
    Duration since = Duration.ofNanos(System.nanoTime() - startedNanos);
    terminal.printf("[%5.1f s] %s%n", since.toMillis() / 1000.0, line);
    terminal.flush();
  }

  /** An error of the user's, on one line. */
  void complain(String message) {
    terminal.println("run-local: " + message.replaceAll("\\s*\\R\\s*", " "));
    terminal.flush();
  }
}
