package com.campaignsync.local.functions;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;

/** Reads a body up to a limit; a byte more is an error, also where no length was announced. */
final class BoundedInputStream extends FilterInputStream {
  private static final System.Logger LOG = System.getLogger(BoundedInputStream.class.getName());

  /** An honest mistake is a little too long; who sends on and on is cut off. */
  private static final int DISCARD_BYTES_MAX = 4 << 20;

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
    requireWithinLimit(bytesRead);
    return count;
  }

  void requireWithinLimit(long bytes) throws IOException {
    if (bytes > bytesMax) {
      tooLarge = true;
      throw new IOException("the request body is longer than " + bytesMax + " bytes");
    }
  }

  /** Reads and forgets at most {@link #DISCARD_BYTES_MAX} of what is left. */
  void discardRest() {
    byte[] discarded = new byte[8192];
    try {
      int total = 0;
      int count = 0;
      while (count >= 0 && total < DISCARD_BYTES_MAX) {
        total += count;
        count = in.read(discarded, 0, discarded.length);
      }
    } catch (IOException callerGone) {
      LOG.log(Level.DEBUG, "the caller stopped sending", callerGone);
    }
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
