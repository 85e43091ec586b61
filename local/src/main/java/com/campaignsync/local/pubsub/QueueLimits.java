package com.campaignsync.local.pubsub;

/**
 * What one subscription keeps before publishing to its topic is refused.
 *
 * @param messagesMax messages, waiting or handed out
 * @param bytesMax their data and attributes, in bytes
 */
record QueueLimits(int messagesMax, long bytesMax) {
  /** Far beyond what a local run makes unless a function is down for hours; 64 MiB of heap. */
  static final QueueLimits DEFAULT = new QueueLimits(100_000, 64L << 20);
}
