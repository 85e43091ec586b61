package com.campaignsync.domain.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody could act on.
 *
 * @param id its id here
 * @param messageId its id at the broker
 * @param subscription where it came from
 * @param reason why nobody could act on it
 * @param payload the message as it came
 * @param receivedAt when it was kept
 * @param replayedAt when it was sent again, or null while it is open
 * @param failures how often nobody could act on it, replays included
 */
public record DeadLetter(
    long id,
    String messageId,
    String subscription,
    String reason,
    byte[] payload,
    Instant receivedAt,
    @Nullable Instant replayedAt,
    long failures) {}
