package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.store.ConnectionAdmin;
import com.campaignsync.domain.store.ConnectionAdmin.Busy;
import com.campaignsync.domain.store.ConnectionAdmin.Changed;
import com.campaignsync.domain.store.ConnectionAdmin.Overlaps;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.ConnectionChange.Schedule;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.LookbackDays;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.store.NextRun;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.functions.metricsapi.SourceTrial.Wanted;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes, changes and removes a tenant's connections. */
final class ConnectionAdminHandlers {

  /** A trial asks BigQuery for a few tables; a removal deletes years of rows. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Set<String> NAMES = Set.of(Tenants.PARAMETER);

  private final Tenants tenants;
  private final ConnectionReader connections;
  private final ConnectionAdmin admin;
  private final SourceTrial trial;
  private final InstantSource clock;

  ConnectionAdminHandlers(
      Tenants tenants,
      ConnectionReader connections,
      ConnectionAdmin admin,
      SourceTrial trial,
      InstantSource clock) {
    this.tenants = tenants;
    this.connections = connections;
    this.admin = admin;
    this.trial = trial;
    this.clock = clock;
  }

  /** Makes a connection once its source has been tried, or only tries it. */
  Mono<Reply> create(Request request) {
    request.query().accepting(Set.of(Tenants.PARAMETER, "validate_only"));
    boolean only = Input.flag("validate_only", request.query().single("validate_only"));
    ConnectionBody body = ConnectionBody.ofNew(request.json());
    return tenants
        .find(request)
        .flatMap(
            tenant -> {
              NewConnection wanted = wanted(tenant, body);
              return requireAllowed(tenant, wanted.frequency())
                  .then(
                      Mono.defer(
                          () ->
                              trial.of(
                                  tenant,
                                  new Wanted(
                                      null,
                                      wanted.platform(),
                                      wanted.accountId(),
                                      wanted.source(),
                                      Grain.ofWireName(wanted.grain())))))
                  .flatMap(sample -> only ? tried(wanted, sample) : keep(wanted, sample));
            });
  }

  private NewConnection wanted(TenantInfo tenant, ConnectionBody body) {
    String platform = body.platform();
    SyncFrequency frequency = body.frequency().orElse(SyncFrequency.MANUAL);
    return new NewConnection(
        tenant.id(),
        platform,
        body.accountId().orElse(null),
        body.name().orElse(platform),
        body.source(),
        body.lookbackDays().orElse(LookbackDays.of(platform)),
        body.grain(),
        frequency,
        NextRun.after(frequency, clock.instant(), tenant.zone()));
  }

  /** What the real request would refuse is refused here, too. */
  private Mono<Reply> tried(NewConnection wanted, Map<String, @Nullable Object> sample) {
    return admin
        .requireFree(wanted)
        .onErrorMap(Overlaps.class, ConnectionAdminHandlers::exists)
        .then(Mono.fromSupplier(() -> valid(sample)));
  }

  private static Reply valid(Map<String, @Nullable Object> sample) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", "the source can be read; nothing was kept");
    body.putAll(sample);
    return Reply.json(200, body);
  }

  private Mono<Reply> keep(NewConnection wanted, Map<String, @Nullable Object> sample) {
    return admin
        .create(wanted)
        .onErrorMap(Overlaps.class, ConnectionAdminHandlers::exists)
        .flatMap(id -> connections.find(wanted.tenantId(), id))
        .map(
            kept ->
                reply(201, kept, "connection made; POST sync-now begins its first sync", sample));
  }

  /** Changes what is named; another source is tried first. */
  Mono<Reply> change(Request request) {
    request.query().accepting(NAMES);
    return change(request, ConnectionBody.ofChange(request.json()));
  }

  /** Changes how often it is synced. */
  Mono<Reply> changeFrequency(Request request) {
    request.query().accepting(NAMES);
    return change(request, ConnectionBody.ofFrequency(request.json()));
  }

  private Mono<Reply> change(Request request, ConnectionBody body) {
    UUID id = Input.id("id", request.path("id"));
    return tenants
        .find(request)
        .flatMap(
            tenant ->
                connections
                    .find(tenant.id(), id)
                    .flatMap(found -> change(tenant, found, body))
                    .switchIfEmpty(Mono.error(ConnectionHandlers::notFound)));
  }

  private Mono<Reply> change(TenantInfo tenant, ConnectionView found, ConnectionBody body) {
    Optional<ConnectionSource> source = body.changed(found.columns());
    Optional<Remap> remap =
        source.map(wanted -> new Remap(ConnectionBody.source(found.columns()), wanted));
    ConnectionChange change = change(tenant, remap, body);
    Schedule schedule = change.schedule();
    return (schedule == null ? Mono.empty() : requireAllowed(tenant, schedule.frequency()))
        .then(Mono.defer(() -> sample(tenant, found, source)))
        .flatMap(
            sample ->
                admin
                    .change(tenant.id(), found.id(), change)
                    .onErrorMap(Overlaps.class, ConnectionAdminHandlers::exists)
                    .onErrorMap(Busy.class, ConnectionAdminHandlers::busy)
                    .onErrorMap(Changed.class, changed -> changedMeanwhile())
                    .flatMap(id -> connections.find(tenant.id(), id))
                    .map(kept -> reply(200, kept, message(source), sample)));
  }

  private ConnectionChange change(TenantInfo tenant, Optional<Remap> remap, ConnectionBody body) {
    return new ConnectionChange(
        body.name().orElse(null),
        body.paused().orElse(null),
        remap.orElse(null),
        body.lookbackDays().orElse(null),
        body.frequency()
            .map(
                frequency ->
                    new Schedule(
                        frequency, NextRun.after(frequency, clock.instant(), tenant.zone())))
            .orElse(null));
  }

  private Mono<Map<String, @Nullable Object>> sample(
      TenantInfo tenant, ConnectionView found, Optional<ConnectionSource> source) {
    return source
        .map(
            wanted ->
                trial.of(
                    tenant,
                    new Wanted(
                        found.id(),
                        String.valueOf(found.columns().get("platform")),
                        (String) found.columns().get("account_id"),
                        wanted,
                        Grain.ofWireName(String.valueOf(found.columns().get("grain"))))))
        .orElseGet(() -> Mono.just(Map.of()));
  }

  private static String message(Optional<ConnectionSource> source) {
    return source.isEmpty()
        ? "connection changed"
        : "connection changed; the next sync reads its days again from the new source, and those"
            + " before its lookback keep their rows until a full resync covers them";
  }

  /** Removes a connection with all its data. */
  Mono<Reply> delete(Request request) {
    request.query().accepting(NAMES);
    UUID id = Input.id("id", request.path("id"));
    return tenants
        .find(request)
        .flatMap(tenant -> admin.delete(tenant.id(), id))
        .onErrorMap(Busy.class, ConnectionAdminHandlers::busy)
        .switchIfEmpty(Mono.error(ConnectionHandlers::notFound))
        .map(
            gone ->
                Reply.json(
                    200,
                    Map.of(
                        "success",
                        true,
                        "message",
                        "connection removed with all its data; its jobs stay, for what they cost",
                        "connection_id",
                        gone.toString())));
  }

  private Mono<Void> requireAllowed(TenantInfo tenant, SyncFrequency frequency) {
    return frequency == SyncFrequency.REALTIME
        ? admin
            .realtimeAllowed(tenant.id())
            .filter(allowed -> allowed)
            .switchIfEmpty(Mono.error(ConnectionAdminHandlers::notAllowed))
            .then()
        : Mono.empty();
  }

  private static Problem notAllowed() {
    return Problem.of(
        422,
        "REALTIME_NOT_ALLOWED",
        "the tenant may not sync in real time; choose 5min or less often");
  }

  private static Problem exists(Overlaps overlaps) {
    return Problem.of(
            409,
            "CONNECTION_EXISTS",
            "another connection of the tenant has rows of the same source, platform and account:"
                + " they would count twice")
        .with("connection_id", overlaps.connectionId().toString());
  }

  private static Problem changedMeanwhile() {
    return Problem.of(
        409,
        "CONNECTION_CHANGED",
        "somebody else has changed the connection's source meanwhile, and nothing was kept of this"
            + " change; read the connection again, and repeat what is still wanted");
  }

  private static Problem busy(Busy busy) {
    UUID jobId = busy.jobId();
    Problem problem =
        Problem.of(
                409, "SYNC_RUNNING", "a sync of the connection is at work; try again after its end")
            .withHeader("Retry-After", SyncStarter.RUNNING_RETRY_SECONDS);
    return jobId == null ? problem : problem.with("job_id", jobId.toString());
  }

  private static Reply reply(
      int status, ConnectionView view, String message, Map<String, @Nullable Object> sample) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message);
    body.put("connection", JobBody.of(view.columns()));
    body.putAll(sample);
    return Reply.json(status, body);
  }
}
