package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.store.TriggerRequests;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.sync.TriggerSyncs.Outcome;
import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore;
import com.campaignsync.domain.tenant.Tier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TriggerSyncsTest {

  private final Directory directory = new Directory();
  private final Map<String, StoreException.Code> failures = new HashMap<>();
  private final Map<String, List<DueJob>> due = new HashMap<>();
  private final List<RunJobs> published = new ArrayList<>();
  private final TriggerSyncs triggers =
      new TriggerSyncs(directory, requests(), (topic, message) -> publish(topic, message));

  private Mono<Void> publish(Topic topic, SyncMessage message) {
    assertEquals(Topic.SYNC, topic);
    published.add((RunJobs) message);
    return Mono.empty();
  }

  private TriggerRequests requests() {
    return (tenantId, userId, requestId) -> {
      StoreException.Code failure = failures.get(tenantId.value());
      if (failure != null) {
        return Mono.error(new StoreException(failure, "no", null));
      }
      List<DueJob> jobs = due.getOrDefault(tenantId.value(), List.of());
      return Mono.just(new TriggerRequests.Triggered(jobs, jobs.size(), 1, 2, 3));
    };
  }

  private void tenant(String id, int jobs, String readKey) {
    directory.ids.add(id);
    due.put(id, IntStream.range(0, jobs).mapToObj(i -> job(id, readKey)).toList());
  }

  private static DueJob job(String tenant, String readKey) {
    return new DueJob(
        new SyncJob(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new TenantId(tenant),
            Entity.CAMPAIGN_METRICS,
            JobType.INCREMENTAL_SYNC,
            JobStatus.PENDING,
            null,
            false,
            0,
            3),
        readKey);
  }

  private Outcome all() {
    return triggers.ofEverybody("me", "r").block();
  }

  @Test
  void jobsOfOneRead_shareMessagesOfAtMostAReadsTargets() {
    tenant("a", 150, "one");
    tenant("b", 150, "one");
    tenant("c", 1, "other");
    Outcome outcome = all();
    assertEquals(
        List.of(ReadRequest.TARGETS_MAX, 100, 1),
        published.stream().map(message -> message.jobIds().size()).toList());
    assertEquals(new Outcome(3, 0, 301, 3, 6, 9, 301, outcome.jobIds()), outcome);
    assertEquals(301, outcome.jobIds().stream().distinct().count());
  }

  @Test
  void everyTenantOfManyPages_isAskedOnce() {
    int tenants = 2 * TriggerSyncs.TENANTS_AT_ONCE + 1;
    IntStream.range(0, tenants).forEach(i -> tenant("t%05d".formatted(i), 1, "k"));
    Outcome outcome = all();
    assertEquals(tenants, outcome.tenants());
    assertEquals(tenants, outcome.jobs());
    assertEquals(TriggerSyncs.JOB_IDS_MAX, outcome.jobIds().size());
    assertEquals(
        tenants, published.stream().flatMap(one -> one.jobIds().stream()).distinct().count());
  }

  @Test
  void pagesThatEndEvenly_areAllThereIs() {
    IntStream.range(0, TriggerSyncs.TENANTS_AT_ONCE)
        .forEach(i -> tenant("t%05d".formatted(i), 1, "k"));
    assertEquals(TriggerSyncs.TENANTS_AT_ONCE, all().tenants());
  }

  @Test
  void nobody_isNothing() {
    assertEquals(Outcome.NOTHING, all());
    assertEquals(List.of(), published);
  }

  @Test
  void aBusyTenant_stopsNoOther() {
    tenant("a", 1, "k");
    tenant("b", 1, "k");
    failures.put("a", StoreException.Code.STORE_BUSY);
    Outcome outcome = all();
    assertEquals(1, outcome.busyTenants());
    assertEquals(1, outcome.jobs());
    assertEquals(2, outcome.tenants());
  }

  @Test
  void aStoreThatIsGone_isNoSuccess() {
    tenant("a", 1, "k");
    failures.put("a", StoreException.Code.STORE_UNREACHABLE);
    assertThrows(StoreException.class, this::all);
  }

  /** A directory in memory. */
  private static final class Directory implements TenantStore {

    final List<String> ids = new ArrayList<>();

    @Override
    public Mono<List<Tenant>> page(@Nullable TenantId after, int max) {
      return Mono.just(
          ids.stream()
              .filter(id -> after == null || id.compareTo(after.value()) > 0)
              .limit(max)
              .map(
                  id ->
                      new Tenant(
                          new TenantId(id),
                          id,
                          Tier.STANDARD,
                          ZoneOffset.UTC,
                          "EUR",
                          false,
                          Instant.EPOCH))
              .toList());
    }

    @Override
    public Mono<Tenant> create(NewTenant tenant) {
      throw new UnsupportedOperationException("nobody makes tenants here");
    }

    @Override
    public Mono<Tenant> change(TenantId id, TenantChange change, Instant now) {
      throw new UnsupportedOperationException("nobody changes tenants here");
    }
  }
}
