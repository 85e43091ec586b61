package com.campaignsync.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/**
 * A message handed to a subscriber until it is acknowledged or its deadline passes.
 *
 * @param attempt how often it was handed out, this time included: 1 for the first
 * @param ackId names this hand-out; worthless once the deadline passed
 */
record Delivery(PubsubMessage message, int attempt, String ackId) {}
