/**
 * An in-process Pub/Sub speaking Google's gRPC protocol: topics, push and pull, retries, dead
 * letters.
 */
@NullMarked
package com.campaignsync.local.pubsub;

import org.jspecify.annotations.NullMarked;
