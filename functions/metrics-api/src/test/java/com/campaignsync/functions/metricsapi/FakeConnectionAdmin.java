package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.campaignsync.domain.source.SourceValidation;
import com.campaignsync.domain.store.ConnectionAdmin;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Notes what is asked of connections, and refuses what it is told to. */
final class FakeConnectionAdmin implements ConnectionAdmin, SourceValidation {

  final List<NewConnection> created = new ArrayList<>();
  final List<ConnectionChange> changed = new ArrayList<>();
  final List<UUID> deleted = new ArrayList<>();
  final List<SourceMapping> tried = new ArrayList<>();
  final List<ReadTarget> targets = new ArrayList<>();
  boolean realtimeAllowed;
  List<String> warnings = List.of();
  Optional<RuntimeException> failure = Optional.empty();
  Optional<SourceException> sourceFailure = Optional.empty();

  @Override
  public Mono<Boolean> realtimeAllowed(TenantId tenantId) {
    return Mono.just(realtimeAllowed);
  }

  @Override
  public Mono<Void> requireFree(NewConnection connection) {
    return done(Fakes.CONNECTION_A).then();
  }

  @Override
  public Mono<UUID> create(NewConnection connection) {
    created.add(connection);
    return done(Fakes.CONNECTION_A);
  }

  @Override
  public Mono<UUID> change(TenantId tenantId, UUID connectionId, ConnectionChange change) {
    changed.add(change);
    return done(connectionId);
  }

  @Override
  public Mono<UUID> delete(TenantId tenantId, UUID connectionId) {
    deleted.add(connectionId);
    return connectionId.equals(Fakes.CONNECTION_A) ? done(connectionId) : Mono.empty();
  }

  private Mono<UUID> done(UUID id) {
    return failure.<Mono<UUID>>map(Mono::error).orElseGet(() -> Mono.just(id));
  }

  @Override
  public Mono<SourceSample> validate(Entity entity, SourceMapping mapping, ReadTarget target) {
    tried.add(mapping);
    targets.add(target);
    return sourceFailure
        .<Mono<SourceSample>>map(Mono::error)
        .orElseGet(
            () ->
                Mono.just(
                    entity == Entity.CAMPAIGN_METRICS
                        ? new SourceSample(Map.of("spend", "1.5"), null, warnings)
                        : new SourceSample(Map.of(), "the table is empty")));
  }
}
