package com.campaignsync.local.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Writes on as it is, and gives each complete line to the log store as well. What a function prints
 * must never fail for the store's sake.
 */
public final class LogTee extends OutputStream {
  /** The cloud cuts a line there; what is beyond still reaches the file. */
  private static final int LINE_BYTES_MAX = 256 * 1024;

  private final OutputStream next;
  private final LogStore store;
  private final LogLine reader;
  private final InstantSource clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * @param project whose log the lines are in
   */
  public LogTee(OutputStream next, LogStore store, String project, InstantSource clock) {
    this.next = next;
    this.store = store;
    this.reader = new LogLine(project);
    this.clock = clock;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    next.write(b);
    keep((byte) b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    next.write(bytes, offset, length);
    for (int i = offset; i < offset + length; i++) {
      keep(bytes[i]);
    }
  }

  private void keep(byte b) {
    if (b == '\n') {
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        store.add(reader.entry(text, clock.instant()));
      }
    } else if (line.size() < LINE_BYTES_MAX) {
      line.write(b);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    next.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    next.close();
  }
}
