package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.campaignsync.domain.source.SourceState.Partitions;
import com.campaignsync.domain.store.FakeMetrics;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table in memory, partitioned by day or month or not at all, or a view. */
public final class ScriptedTable {

  private final TreeMap<LocalDate, Map<Owner, List<SourceRecord>>> rows = new TreeMap<>();
  private final Map<LocalDate, Instant> partitionTimes = new HashMap<>();
  private Kind kind = Kind.DAYS;
  private @Nullable Duration expiry;
  private final Map<Owner, UndatedRows> undated = new HashMap<>();
  private final Set<LocalDate> streamed = new HashSet<>();
  private Instant modifiedAt = Instant.EPOCH;

  /** Whose rows these are. */
  public record Owner(TenantId tenantId, String platform, @Nullable String accountId) {

    boolean isOf(ReadTarget target) {
      return target.tenantId().equals(tenantId)
          && target.platform().equals(platform)
          && (target.accountId() == null || target.accountId().equals(accountId));
    }
  }

  /** What its metadata tell. */
  public enum Kind {
    DAYS,
    MONTHS,
    UNPARTITIONED,
    VIEW
  }

  public synchronized void become(Kind other) {
    kind = other;
  }

  /** Partitions older than this are gone, with their rows. */
  public synchronized void expireAfter(@Nullable Duration age) {
    expiry = age;
  }

  /** Replaces an owner's rows of a day and moves the day's partition. */
  public synchronized void put(
      Owner owner, LocalDate day, Instant movedAt, List<SourceRecord> records) {
    set(owner, day, records);
    partitionTimes.put(partitionOf(day), movedAt);
    modifiedAt = modifiedAt.isAfter(movedAt) ? modifiedAt : movedAt;
  }

  /** The same, but the rows wait in the streaming buffer: no partition's time moves yet. */
  public synchronized void stream(Owner owner, LocalDate day, List<SourceRecord> records) {
    set(owner, day, records);
    streamed.add(day);
  }

  private void set(Owner owner, LocalDate day, List<SourceRecord> records) {
    rows.computeIfAbsent(day, any -> new HashMap<>()).put(owner, List.copyOf(records));
  }

  /** The buffer's rows reach their partitions. */
  public synchronized void flush(Instant movedAt) {
    streamed.forEach(day -> partitionTimes.put(partitionOf(day), movedAt));
    modifiedAt = streamed.isEmpty() ? modifiedAt : movedAt;
    streamed.clear();
  }

  /** BigQuery drops a partition, by age or by hand. */
  public synchronized void drop(LocalDate day) {
    LocalDate partition = partitionOf(day);
    rows.keySet().removeIf(one -> partitionOf(one).equals(partition));
    partitionTimes.remove(partition);
  }

  /** Whether the partition that holds a day is there. */
  public synchronized boolean hasPartition(LocalDate day) {
    return partitionTimes.containsKey(partitionOf(day));
  }

  /** What an owner has on a day. */
  public synchronized List<SourceRecord> records(Owner owner, LocalDate day) {
    return rows.getOrDefault(day, Map.of()).getOrDefault(owner, List.of());
  }

  /** Days that any owner has a row on, or had. */
  public synchronized Set<LocalDate> days() {
    return Set.copyOf(rows.keySet());
  }

  synchronized SourceState state() {
    Set<SourceColumn> columns = Set.of(SourceColumn.values());
    boolean partitioned = kind == Kind.DAYS || kind == Kind.MONTHS;
    return new SourceState(
        columns,
        Set.of(),
        Set.of(),
        partitioned ? partitions() : null,
        kind == Kind.VIEW ? null : modifiedAt,
        kind != Kind.VIEW && !streamed.isEmpty(),
        partitioned ? null : kind == Kind.VIEW ? "a VIEW" : "unpartitioned",
        !partitioned || !undated.isEmpty());
  }

  private Partitions partitions() {
    return new Partitions(
        kind == Kind.MONTHS ? PartitionKind.MONTH : PartitionKind.DAY, partitionTimes, expiry);
  }

  /** A target's records of some days, in order of the day. */
  public synchronized List<SourceRecord> records(ReadTarget target, List<DayWindow> windows) {
    List<SourceRecord> seen = new ArrayList<>();
    windows.forEach(
        window ->
            rows.subMap(window.firstDay(), window.endDay())
                .values()
                .forEach(
                    owners ->
                        owners.forEach(
                            (owner, records) -> {
                              if (owner.isOf(target)) {
                                seen.addAll(records);
                              }
                            })));
    return seen;
  }

  /** A target's days that have a key; of one that cannot be stored no sum is told. */
  synchronized Map<LocalDate, DayDigest> digests(
      ReadTarget target, List<DayWindow> windows, Entity entity) {
    return records(target, windows).stream()
        .collect(Collectors.groupingBy(SourceRecord::day, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, day -> digest(day.getValue(), entity)));
  }

  /** Replaces an owner's rows without a day. */
  public synchronized void putUndated(Owner owner, UndatedRows records) {
    undated.put(owner, records);
  }

  synchronized UndatedRows undated(ReadTarget target) {
    return undated.entrySet().stream()
        .filter(one -> one.getKey().isOf(target))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UndatedRows.NONE);
  }

  private static DayDigest digest(List<SourceRecord> records, Entity entity) {
    List<StoredRow> rows = records.stream().map(StoredRow::of).filter(Objects::nonNull).toList();
    DayDigest good = FakeMetrics.digestOf(rows, entity);
    return new DayDigest(
        good.rows(),
        good.impressions(),
        good.clicks(),
        good.spend(),
        good.conversions(),
        good.revenue(),
        good.checksum(),
        records.size() - rows.size());
  }

  private LocalDate partitionOf(LocalDate day) {
    return kind == Kind.MONTHS ? YearMonth.from(day).atDay(1) : day;
  }
}
