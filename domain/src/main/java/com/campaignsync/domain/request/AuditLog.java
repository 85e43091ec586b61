package com.campaignsync.domain.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who changed what. An entry stands before the change is made; one that was never completed says
 * that its instance died, and the change may or may not have been made.
 */
public interface AuditLog {

  /** Writes an entry; nothing may be changed before it is there. Answers its id. */
  Mono<UUID> begin(AuditEntry entry);

  /**
   * Says how it ended.
   *
   * @param status HTTP status of the reply
   * @param reason the problem's reason, null where it went well
   */
  Mono<Void> complete(RequestScope scope, UUID id, int status, @Nullable String reason);
}
