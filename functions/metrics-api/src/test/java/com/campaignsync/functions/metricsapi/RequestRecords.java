package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.AuditEntry;
import com.campaignsync.domain.request.AuditLog;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.KeptReply;
import com.campaignsync.domain.request.RequestScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keys and the audit log in memory. */
final class RequestRecords implements IdempotencyKeys, AuditLog {

  /** A key's state; released once {@code isAtWork} is false without a reply. */
  private static final class Entry {
    final String fingerprint;
    final UUID requestId = UUID.randomUUID();
    boolean isAtWork = true;
    Optional<KeptReply> reply = Optional.empty();

    Entry(String fingerprint) {
      this.fingerprint = fingerprint;
    }
  }

  final List<AuditEntry> begun = new ArrayList<>();
  final List<String> completed = new ArrayList<>();
  Optional<RuntimeException> auditFailure = Optional.empty();
  Optional<RuntimeException> completeFailure = Optional.empty();
  Optional<RuntimeException> keepFailure = Optional.empty();
  private final Map<String, Entry> keys = new HashMap<>();

  @Override
  public synchronized Mono<Claim> claim(
      Caller caller, String key, String fingerprint, Duration lease) {
    Entry entry = keys.get(caller + key);
    if (entry == null) {
      entry = new Entry(fingerprint);
      keys.put(caller + key, entry);
    } else if (!entry.fingerprint.equals(fingerprint)) {
      return Mono.just(new OtherRequest());
    } else if (entry.reply.isPresent()) {
      return Mono.just(new Known(entry.reply.get()));
    } else if (entry.isAtWork) {
      return Mono.just(new InUse(Duration.ofSeconds(100)));
    }
    entry.isAtWork = true;
    return Mono.just(new Claimed(caller, key, entry.requestId, UUID.randomUUID()));
  }

  @Override
  public synchronized Mono<Boolean> keep(Claimed claim, KeptReply reply) {
    return keepFailure
        .<Mono<Boolean>>map(Mono::error)
        .orElseGet(
            () -> {
              keys.get(claim.caller() + claim.key()).reply = Optional.of(reply);
              return Mono.just(true);
            });
  }

  @Override
  public Mono<Void> release(Claimed claim) {
    return Mono.fromRunnable(() -> keys.get(claim.caller() + claim.key()).isAtWork = false);
  }

  @Override
  public Mono<Void> forget(Claimed claim) {
    return Mono.fromRunnable(() -> keys.remove(claim.caller() + claim.key()));
  }

  @Override
  public Mono<UUID> begin(AuditEntry entry) {
    return auditFailure
        .<Mono<UUID>>map(Mono::error)
        .orElseGet(
            () -> {
              begun.add(entry);
              return Mono.just(UUID.randomUUID());
            });
  }

  @Override
  public Mono<Void> complete(RequestScope scope, UUID id, int status, @Nullable String reason) {
    return completeFailure
        .<Mono<Void>>map(Mono::error)
        .orElseGet(
            () ->
                Mono.fromRunnable(
                    () -> completed.add(scope.value() + " " + status + " " + reason)));
  }
}
