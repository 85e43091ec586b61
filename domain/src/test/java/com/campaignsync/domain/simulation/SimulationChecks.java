package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.simulation.SimulatedStore.JobState;
import com.campaignsync.domain.simulation.World.Copied;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.ScriptedTable.Kind;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.store.SyncFrequency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What must hold when a simulation is over. */
final class SimulationChecks {

  private final SimulatedStore store;
  private final ScriptedSource source;
  private final World world;
  private final Tally tally;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final Map<Copied, List<StoredRow>> expired = new HashMap<>();
  private Instant lastOutage = Instant.MIN;

  SimulationChecks(SimulatedStore store, ScriptedSource source, World world, Tally tally) {
    this.store = store;
    this.source = source;
    this.world = world;
    this.tally = tally;
  }

  /** A load that a process was told to be committed. */
  private record Acknowledged(UUID jobId, Instant version, LoadCounts counts) {}

  void acknowledged(LoadContext context, LoadCounts counts) {
    acknowledged.add(new Acknowledged(context.jobId(), context.extractionVersion(), counts));
  }

  void outageEndedAt(Instant instant) {
    lastOutage = instant;
  }

  /** BigQuery is about to drop these days by their age: what is stored of them has to stay. */
  void expiring(Copied one, Set<LocalDate> days) {
    List<StoredRow> rows =
        days.stream()
            .flatMap(day -> stored(one, day).values().stream())
            .filter(row -> atSource(one, row.metrics().day()).stream().anyMatch(row::isSameKey))
            .toList();
    expired.put(one, rows);
  }

  private void expiredRowsStay() {
    expired.forEach(
        (one, rows) ->
            rows.forEach(
                row ->
                    require(
                        stored(one, row.metrics().day()).containsKey(row.key()),
                        "deleted because its partition expired: %s",
                        row)));
  }

  /** Jobs asked for without faults end well. */
  void successful(int firstJob, int wanted) {
    List<JobState> jobs = store.jobs().subList(firstJob, store.jobs().size());
    require(jobs.size() >= wanted, "%d jobs where %d were asked for", jobs.size(), wanted);
    jobs.forEach(job -> require(job.status().isSuccess(), "ended badly without a fault: %s", job));
  }

  /** All that an incremental sync looks at is there; what is gone at the source may be still. */
  void incrementallySynced(Instant now) {
    for (Copied one : world.copied()) {
      AdConnection connection = store.connection(one.connectionId());
      LocalDate today = LocalDate.ofInstant(now, connection.tenantZone());
      LocalDate first = today.minusDays(connection.lookbackDays());
      DayWindow.inclusive(first, today).stream().forEach(day -> sourceIsStored(one, day));
    }
  }

  private void sourceIsStored(Copied one, LocalDate day) {
    Map<StoredRow.Key, StoredRow> stored = stored(one, day);
    for (StoredRow row : atSource(one, day)) {
      StoredRow kept = stored.get(row.key());
      require(kept != null, "lost of %s: %s", one, row);
      require(
          Objects.requireNonNull(kept).holdsTheSameAs(row),
          "of %s stored %s where the source has %s",
          one,
          kept,
          row);
    }
  }

  /** Both sides hold the same rows, but for those that nobody may delete. */
  void fullySynced(Instant now, boolean forced) {
    for (Copied one : world.copied()) {
      noRowIsThereTwice(one);
      for (LocalDate day : daysOf(one)) {
        sourceIsStored(one, day);
        Set<StoredRow.Key> extra = extraKeys(one, day);
        long rows = stored(one, day).size();
        boolean guarded = new Deletion(Set.of(day), forced).isRefused(extra.size(), rows);
        if (guarded) {
          tally.saw("guard");
        }
        require(
            extra.isEmpty() || guarded || isUnprovable(one, day, now),
            "not deleted of %s: %s",
            one,
            extra);
        if (!extra.isEmpty() && isUnprovable(one, day, now)) {
          tally.saw("unproven day");
        }
      }
    }
  }

  private void noRowIsThereTwice(Copied one) {
    List<StoredRow> rows = store.rows(one.connectionId(), one.entity());
    long keys = rows.stream().map(StoredRow::key).distinct().count();
    require(keys == rows.size(), "%d rows of %d keys in %s", rows.size(), keys, one);
  }

  private Set<LocalDate> daysOf(Copied one) {
    Set<LocalDate> days = new TreeSet<>(one.traffic().table().days());
    store.rows(one.connectionId(), one.entity()).forEach(row -> days.add(row.metrics().day()));
    return days;
  }

  /** Stored rows that the source has not, neither good nor spoilt. */
  private Set<StoredRow.Key> extraKeys(Copied one, LocalDate day) {
    Set<StoredRow.Key> extra = new TreeSet<>(stored(one, day).keySet());
    atSource(one, day).forEach(row -> extra.remove(row.key()));
    Set<String> spoilt = spoilt(one, day);
    extra.removeIf(key -> spoilt.contains(key.campaignId()));
    return extra;
  }

  private boolean isUnprovable(Copied one, LocalDate day, Instant now) {
    boolean empty = one.traffic().table().records(one.traffic().owner(), day).isEmpty();
    if (one.traffic().kind() == Kind.VIEW) {
      return empty;
    }
    LocalDate oldest = LocalDate.ofInstant(now.minus(World.EXPIRY), ZoneOffset.UTC).plusDays(1);
    return empty && !one.traffic().table().hasPartition(day) && !day.isAfter(oldest);
  }

  private List<StoredRow> atSource(Copied one, LocalDate day) {
    return one.traffic().table().records(one.traffic().owner(), day).stream()
        .map(StoredRow::of)
        .filter(Objects::nonNull)
        .toList();
  }

  private Set<String> spoilt(Copied one, LocalDate day) {
    return one.traffic().table().records(one.traffic().owner(), day).stream()
        .filter(SourceRecord.Rejected.class::isInstance)
        .map(SourceTraffic::campaignOf)
        .collect(Collectors.toSet());
  }

  private Map<StoredRow.Key, StoredRow> stored(Copied one, LocalDate day) {
    return store.rows(one.connectionId(), one.entity()).stream()
        .filter(row -> row.metrics().day().equals(day))
        .collect(Collectors.toMap(StoredRow::key, row -> row, (a, b) -> a, TreeMap::new));
  }

  /** A verdict says what is: equal days are equal, others are those that nobody may heal. */
  void reconciled(int firstJob, Instant now) {
    for (JobState job : store.jobs().subList(firstJob, store.jobs().size())) {
      Copied one =
          world.copied().stream()
              .filter(c -> SyncSimulation.isOf(job, c.connectionId(), c.entity()))
              .findFirst()
              .orElseThrow();
      Map<LocalDate, Verdict> verdicts = store.verdicts(job.id());
      require(!verdicts.isEmpty(), "a reconciliation without verdicts: %s", job);
      verdicts.forEach((day, verdict) -> verdictIsTrue(one, day, verdict, now));
    }
  }

  private void verdictIsTrue(Copied one, LocalDate day, Verdict verdict, Instant now) {
    boolean spoilt = !spoilt(one, day).isEmpty();
    boolean extra = !extraKeys(one, day).isEmpty();
    tally.saw("verdict " + verdict);
    boolean right =
        switch (verdict) {
          case EQUAL, HEALED -> !extra && !spoilt;
          case GUARDED -> extra && !isUnprovable(one, day, now);
          case UNPROVEN -> extra && isUnprovable(one, day, now);
          case REJECTED -> spoilt;
          case DIFFERS -> false;
        };
    require(right, "the verdict about %s of %s is %s", day, one, verdict);
  }

  /** What holds of every seed. */
  void everywhere(boolean calm) {
    List<JobState> jobs = store.jobs();
    jobs.forEach(SimulationChecks::countersAddUp);
    billsAddUp(jobs, calm);
    List<CommittedLoad> loads = store.loads();
    if (!loads.isEmpty()) {
      nothingAcknowledgedIsLost(loads);
      jobsCountTheirLoads(jobs, loads);
      workersDoNotInterleave(loads);
    }
    expiredRowsStay();
    require(store.contradictions().isEmpty(), "%s", store.contradictions());
    jobs.forEach(job -> tally.saw("job " + job.type() + " " + job.status()));
  }

  /**
   * Without a fault every job is woken by whoever it waits for; nobody has to find it when it has
   * been lying for a while.
   */
  void soon(Duration longest) {
    for (JobState job : store.jobs()) {
      Duration took = Duration.between(job.createdAt(), job.endedAt());
      require(took.compareTo(longest) < 0, "it took %s without a fault: %s", took, job);
    }
  }

  private static void countersAddUp(JobState job) {
    LoadCounts c = job.counts();
    require(
        c.processed() == c.inserted() + c.updated() + c.unchanged() + c.rejected(),
        "counters do not add up: %s",
        job);
    require(
        job.status() == JobStatus.PARTIAL || c.rejected() == 0 || !job.status().isSuccess(),
        "a success with rejects is partial: %s",
        job);
    require(
        job.status() != JobStatus.PARTIAL || c.rejected() > 0 || !c.guardedDays().isEmpty(),
        "partial means rejects or guarded days: %s",
        job);
  }

  /** A crash may hide a bill; nothing may invent one. */
  private void billsAddUp(List<JobState> jobs, boolean calm) {
    long bytes = jobs.stream().mapToLong(JobState::bytesBilled).sum();
    require(bytes <= source.bytesBilled(), "%d bytes of %d billed", bytes, source.bytesBilled());
    require(
        !calm || bytes == source.bytesBilled(),
        "%d bytes on the jobs without a fault, %d billed",
        bytes,
        source.bytesBilled());
    jobs.forEach(
        job ->
            require(
                job.bytesBilled() >= 0 && job.costUsd().compareTo(BigDecimal.ZERO) >= 0,
                "a negative bill: %s",
                job));
  }

  private void nothingAcknowledgedIsLost(List<CommittedLoad> loads) {
    List<Acknowledged> committed =
        new ArrayList<>(
            loads.stream()
                .map(load -> new Acknowledged(load.jobId(), load.version(), load.counts()))
                .toList());
    Map<Acknowledged, Long> left =
        committed.stream().collect(Collectors.groupingBy(load -> load, Collectors.counting()));
    for (Acknowledged load : acknowledged) {
      require(left.merge(load, -1L, Long::sum) >= 0, "acknowledged but not there: %s", load);
    }
  }

  private static void jobsCountTheirLoads(List<JobState> jobs, List<CommittedLoad> loads) {
    Map<UUID, LoadCounts> sums =
        loads.stream()
            .collect(
                Collectors.toMap(CommittedLoad::jobId, CommittedLoad::counts, LoadCounts::plus));
    for (JobState job : jobs) {
      LoadCounts sum = sums.getOrDefault(job.id(), LoadCounts.NONE);
      require(sum.equals(job.counts()), "loads of %s, but the job says %s", sum, job);
    }
  }

  private static void workersDoNotInterleave(List<CommittedLoad> loads) {
    Map<UUID, Long> fences = new HashMap<>();
    Map<List<Object>, Instant> versions = new HashMap<>();
    for (CommittedLoad load : loads) {
      Long before = fences.put(load.connectionId(), load.fence());
      require(before == null || before <= load.fence(), "a stale holder wrote: %s", load);
      if (load.counts().inserted() + load.counts().updated() + load.counts().deleted() > 0) {
        for (LocalDate day : load.days()) {
          List<Object> key = List.of(load.connectionId(), load.entity(), day);
          Instant last = versions.getOrDefault(key, Instant.MIN);
          if (load.days().size() == 1) {
            require(!load.version().isBefore(last), "an older extraction over a newer: %s", load);
          }
          versions.merge(key, load.version(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }
  }

  /** The days up to where a connection says it is synced were all synced, without a hole. */
  void progressHasNoGap() {
    List<JobState> jobs = store.jobs();
    world.copied().forEach(one -> progressHasNoGap(one, jobs));
  }

  private void progressHasNoGap(Copied one, List<JobState> jobs) {
    LocalDate through = store.connection(one.connectionId()).syncedThrough().get(one.entity());
    List<DayWindow> done =
        jobs.stream()
            .filter(job -> SyncSimulation.isOf(job, one.connectionId(), one.entity()))
            .filter(job -> job.status().isSuccess())
            .sorted(Comparator.comparing(JobState::endedAt))
            .map(JobState::window)
            .filter(Objects::nonNull)
            .toList();
    require((through == null) == done.isEmpty(), "through %s after %s", through, done);
    if (through == null) {
      return;
    }
    Set<LocalDate> synced = new HashSet<>();
    done.forEach(window -> window.stream().forEach(synced::add));
    LocalDate day = done.get(0).firstDay();
    while (!day.isAfter(through)) {
      require(synced.contains(day), "%s says synced through %s, never was %s", one, through, day);
      day = day.plusDays(1);
    }
  }

  /**
   * However many slots an outage swallowed, the schedule asks once; and for each slot since. A
   * dispatcher that stood still may ask for a slot late.
   */
  void missedSlotsAreCaughtUpOnce(Instant now) {
    if (lastOutage.equals(Instant.MIN)) {
      return;
    }
    long slots = Duration.between(lastOutage, now).toMinutes() / 5;
    for (AdConnection connection : world.connections()) {
      if (connection.frequency() == SyncFrequency.EVERY_5_MINUTES) {
        long asked =
            store.jobs().stream()
                .filter(
                    job ->
                        SyncSimulation.isOf(job, connection.id(), Entity.CAMPAIGN_METRICS)
                            && job.trigger() == NewJob.Trigger.SCHEDULER
                            && job.createdAt().isAfter(lastOutage))
                .count();
        require(asked <= slots + 3, "%d slots since the outage, %d jobs", slots, asked);
      }
    }
  }

  private static void require(boolean holds, String otherwise, Object... values) {
    if (!holds) {
      throw new AssertionError(otherwise.formatted(values));
    }
  }
}
