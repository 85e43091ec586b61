package com.campaignsync.local.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Writes each complete line on as it is, and gives it to the log store as well, under the name of
 * the function it comes from. What a function prints must never fail for the store's sake.
 */
public final class LogTee extends OutputStream {
  /** The cloud cuts a line there; what is beyond still reaches the file. */
  private static final int LINE_BYTES_MAX = 256 * 1024;

  private final OutputStream next;
  private final LogStore store;
  private final String project;
  private final LogLine reader;
  private final InstantSource clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

  /**
   * @param project whose log the lines are in
   * @param service whose lines they are, as far as no other is named by {@link #of}
   */
  public LogTee(
      OutputStream next, LogStore store, String project, String service, InstantSource clock) {
    this.next = next;
    this.store = store;
    this.project = project;
    this.reader = new LogLine(project, service);
    this.clock = clock;
  }

  /** The same file and store for the lines of another service. */
  public LogTee of(String service) {
    return new LogTee(next, store, project, service, clock);
  }

  /** Where the lines are kept. */
  public LogStore store() {
    return store;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    keep((byte) b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      keep(bytes[i]);
    }
  }

  private void keep(byte b) throws IOException {
    unwritten.write(b);
    if (b == '\n') {
      writeOn();
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        store.add(reader.entry(text, clock.instant()));
      }
    } else if (line.size() < LINE_BYTES_MAX) {
      line.write(b);
    } else if (unwritten.size() >= LINE_BYTES_MAX) {
      writeOn();
    }
  }

  /** A line at once: those of several services share a file. */
  private void writeOn() throws IOException {
    next.write(unwritten.toByteArray());
    unwritten.reset();
  }

  @Override
  public synchronized void flush() throws IOException {
    next.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    writeOn();
    next.close();
  }
}
