package com.campaignsync.local.functions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/** A response body, buffered: a short one is sent whole, with its length, when it is closed. */
final class ReplyStream extends OutputStream {
  /**
   * Bodies up to this size stay unsent while the function runs, so its failure can still be a 500.
   */
  private static final int BUFFER_BYTES = 32 << 10;

  private final Content.Sink sink;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered;
  private boolean ending;
  private boolean closed;

  ReplyStream(Content.Sink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      if (buffered == BUFFER_BYTES) {
        send(false);
      }
      int part = Math.min(length - written, BUFFER_BYTES - buffered);
      System.arraycopy(bytes, offset + written, buffer, buffered, part);
      buffered += part;
      written += part;
    }
  }

  /** Only closing is to come: a writer's last flush must not send the head without a length. */
  void end() {
    ending = true;
  }

  @Override
  public void flush() throws IOException {
    if (!ending && !closed) {
      send(false);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      send(true);
    }
  }

  private void send(boolean last) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(buffer, 0, buffered);
    buffered = 0;
    Content.Sink.write(sink, last, content);
    if (!last) {
      buffer = new byte[BUFFER_BYTES]; // the sink may still hold the old one
    }
  }
}
