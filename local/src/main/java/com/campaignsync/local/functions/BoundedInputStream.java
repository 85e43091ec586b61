package com.campaignsync.local.functions;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body up to a limit; a byte more is an error, also where no length was announced. */
final class BoundedInputStream extends FilterInputStream {
  private final long bytesMax;
  private long bytesRead;
  private boolean tooLarge;

  BoundedInputStream(InputStream in, long bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    bytesRead += Math.max(count, 0);
    if (bytesRead > bytesMax) {
      tooLarge = true;
      throw new IOException("the request body is longer than " + bytesMax + " bytes");
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] discarded = new byte[(int) Math.min(Math.max(count, 0), 8192)];
    return Math.max(read(discarded, 0, discarded.length), 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
