package com.campaignsync.domain.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Dead letters in memory, one per subscription and message id. */
public final class FakeDeadLetters implements DeadLetterStore {

  private final StoreLink link;
  private final Map<List<String>, String> reasons = new LinkedHashMap<>();

  FakeDeadLetters(StoreLink link) {
    this.link = link;
  }

  /** Nothing is replayed here. */
  @Override
  public Mono<Boolean> reopen(long id, String replayId, String reason) {
    return Mono.empty();
  }

  /** Why each message was kept, oldest first. */
  public List<String> reasons() {
    return List.copyOf(reasons.values());
  }

  @Override
  public Mono<Boolean> keep(String subscription, String messageId, String reason, byte[] payload) {
    return link.ask(
        "keep", () -> reasons.putIfAbsent(List.of(subscription, messageId), reason) == null);
  }
}
