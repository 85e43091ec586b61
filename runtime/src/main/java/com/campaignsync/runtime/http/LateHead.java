package com.campaignsync.runtime.http;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a reply's status and headers with its first byte: until then it can still become another
 * reply.
 */
final class LateHead extends OutputStream {

  /** Sends the head and returns where the body goes. */
  @FunctionalInterface
  interface Head {
    OutputStream send() throws IOException;
  }

  private final Head head;
  private @Nullable OutputStream body;

  LateHead(Head head) {
    this.head = head;
  }

  private OutputStream body() throws IOException {
    OutputStream open = body == null ? head.send() : body;
    body = open;
    return open;
  }

  @Override
  public void write(int single) throws IOException {
    body().write(single);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    body().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    if (body != null) {
      body.flush();
    }
  }
}
