package com.campaignsync.domain.simulation;

import com.campaignsync.domain.simulation.FaultRates.Fate;
import com.campaignsync.domain.sync.RunOutcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in a simulation: one that never does something proves nothing about it. */
public final class Tally {

  long calls;
  long deaths;
  long freezes;
  long hiccups;
  long deliveries;
  long duplicates;
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final Map<RunOutcome.Kind, Long> outcomes = new EnumMap<>(RunOutcome.Kind.class);
  private final Map<String, Long> seen = new TreeMap<>();

  void count(Fate fate) {
    calls++;
    fates.merge(fate, 1L, Long::sum);
  }

  void count(List<RunOutcome> run) {
    run.forEach(outcome -> outcomes.merge(outcome.kind(), 1L, Long::sum));
  }

  /** Counts something that a check wants to have seen at least once. */
  void saw(String what) {
    seen.merge(what, 1L, Long::sum);
  }

  void add(Tally other) {
    calls += other.calls;
    deaths += other.deaths;
    freezes += other.freezes;
    hiccups += other.hiccups;
    deliveries += other.deliveries;
    duplicates += other.duplicates;
    other.fates.forEach((fate, count) -> fates.merge(fate, count, Long::sum));
    other.outcomes.forEach((kind, count) -> outcomes.merge(kind, count, Long::sum));
    other.seen.forEach((what, count) -> seen.merge(what, count, Long::sum));
  }

  /** How often runs ended so. */
  long outcomes(RunOutcome.Kind kind) {
    return outcomes.getOrDefault(kind, 0L);
  }

  /** Whether processes died and stood still and messages came twice. */
  public boolean isEventful() {
    return deaths > 0 && freezes > 0 && duplicates > 0;
  }

  long sightings(String what) {
    return seen.getOrDefault(what, 0L);
  }

  @Override
  public String toString() {
    return "%d calls, %d deaths, %d freezes, %d hiccups, %d deliveries (%d twice), %s, %s, %s"
        .formatted(calls, deaths, freezes, hiccups, deliveries, duplicates, fates, outcomes, seen);
  }
}
