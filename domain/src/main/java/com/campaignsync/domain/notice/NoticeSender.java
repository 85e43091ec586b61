package com.campaignsync.domain.notice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Delivers notices. */
public interface NoticeSender {

  /**
   * Delivers one notice, at least once: the receiver knows a repetition by its id. Completes when
   * the receiver has it, and fails with {@link NotDelivered} otherwise.
   *
   * @param id the same at each repetition
   * @param json what happened, as a JSON object
   */
  Mono<Void> send(UUID id, String json);

  /** The receiver did not take a notice; trying later may help. */
  final class NotDelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotDelivered(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
