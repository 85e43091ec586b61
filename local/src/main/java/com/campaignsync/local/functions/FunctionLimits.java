package com.campaignsync.local.functions;

/**
 * What one hosted function takes at once.
 *
 * @param concurrentCallsMax calls running at the same time, at least 1
 * @param waitingCallsMax calls waiting for a free thread, at least 1; one more is answered 429
 * @param bodyBytesMax the longest request body in bytes; a longer one is answered 413
 */
public record FunctionLimits(int concurrentCallsMax, int waitingCallsMax, long bodyBytesMax) {

  /**
   * 16 calls, which two cores serve without thrashing; 256 waiting, half a minute's worth of 100 ms
   * calls; 32 MiB, Cloud Run's own limit on an HTTP/1 request.
   */
  public static final FunctionLimits DEFAULT = new FunctionLimits(16, 256, 32L << 20);

  public FunctionLimits {
    if (concurrentCallsMax < 1 || waitingCallsMax < 1 || bodyBytesMax < 0) {
      throw new IllegalArgumentException(
          "limits are positive, but were "
              + concurrentCallsMax
              + " calls, "
              + waitingCallsMax
              + " waiting, "
              + bodyBytesMax
              + " bytes");
    }
  }
}
