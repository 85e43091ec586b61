package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connections and jobs for contract suites; each has ids of its own, so that suites share stores.
 */
public abstract class ContractFixture {

  protected static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The store to examine; may hold other suites' rows. */
  protected abstract ContractStore store();

  protected AdConnection connection(SyncFrequency frequency) {
    return connection(frequency, Map.of(Entity.CAMPAIGN_METRICS, mapping("campaign_metrics")));
  }

  protected AdConnection connection(SyncFrequency frequency, Map<Entity, SourceMapping> mappings) {
    UUID id = UUID.randomUUID();
    return new AdConnection(
        id,
        new TenantId("t-" + id),
        ZoneId.of("UTC"),
        "USD",
        "google_ads",
        null,
        mappings,
        7,
        frequency,
        Map.of());
  }

  protected static SourceMapping mapping(String table) {
    return new SourceMapping(table, Map.of());
  }

  /** A connection that is never due. */
  protected AdConnection added() {
    AdConnection connection = connection(SyncFrequency.MANUAL);
    store().add(connection, null);
    return connection;
  }

  protected LocalDate today() {
    return LocalDate.ofInstant(store().now(), ZoneId.of("UTC"));
  }

  protected DayWindow lastWeek() {
    return DayWindow.inclusive(today().minusDays(6), today());
  }

  protected NewJob wanted(AdConnection of, JobType type, @Nullable DayWindow window) {
    return new NewJob(
        of.id(),
        of.tenantId(),
        Entity.CAMPAIGN_METRICS,
        type,
        window,
        false,
        null,
        NewJob.Trigger.SYSTEM,
        null,
        "key " + UUID.randomUUID());
  }

  protected SyncJob planned(AdConnection of, JobType type) {
    return all(store().plans().plan(null, List.of(wanted(of, type, null)))).get(0);
  }

  protected Lease leased(AdConnection of) {
    return get(store().leases().acquire(of.id(), "worker " + UUID.randomUUID(), TTL));
  }

  /** A job under way, and the lease under which it is. */
  protected record Started(SyncJob job, Lease lease) {}

  protected Started started(AdConnection of, DayWindow window) {
    SyncJob job = planned(of, JobType.INCREMENTAL_SYNC);
    Lease lease = leased(of);
    get(store().jobs().start(job.id(), lease, window));
    return new Started(job, lease);
  }

  protected JobStatus statusOf(SyncJob job) {
    return get(store().jobs().find(job.id())).status();
  }

  protected static <T> T get(Mono<T> answer) {
    return Objects.requireNonNull(answer.block(PATIENCE), "an answer");
  }

  protected static <T> @Nullable T ask(Mono<T> answer) {
    return answer.block(PATIENCE);
  }

  protected static <T> List<T> all(Flux<T> answers) {
    return Objects.requireNonNull(answers.collectList().block(PATIENCE));
  }
}
