package com.campaignsync.runtime.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Turns what libraries log through java.util.logging, or slf4j, into our lines. */
final class LibraryLogHandler extends Handler {

  private final StructuredLog log;
  private final SimpleFormatter formatter = new SimpleFormatter();

  LibraryLogHandler(StructuredLog log) {
    this.log = log;
    setLevel(Level.WARNING);
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    Severity severity =
        record.getLevel().intValue() >= Level.SEVERE.intValue() ? Severity.ERROR : Severity.WARNING;
    String message = String.valueOf(formatter.formatMessage(record));
    LogEntry entry =
        log.entry(severity, message).with("logger", String.valueOf(record.getLoggerName()));
    Throwable cause = record.getThrown();
    if (cause != null) {
      entry.cause(cause);
    }
    entry.write();
  }

  @Override
  public void flush() {
    // Each line is written at once.
  }

  @Override
  public void close() {
    // Standard output is not ours to close.
  }
}
