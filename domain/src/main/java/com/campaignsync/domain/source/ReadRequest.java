package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One read for one or many connections of the same source: a query bills at least 10 MiB, however
 * few rows it is for.
 *
 * @param entity which rows
 * @param mapping where the rows are
 * @param state what the source looked like before the read
 * @param targets whose rows; at most {@link #TARGETS_MAX}, each connection once, and either all
 *     with an account or all without, so that a row has one owner
 * @param days which days, as disjoint windows in order; not empty
 * @param labels put on the BigQuery job, so that its cost can be attributed
 * @param campaignIds only these campaigns' rows, by the platform's ids; empty is all
 */
public record ReadRequest(
    Entity entity,
    SourceMapping mapping,
    SourceState state,
    List<ReadTarget> targets,
    List<DayWindow> days,
    Map<String, String> labels,
    Set<String> campaignIds) {

  /** Most connections of one read: keeps the statement and a failure's reach small. */
  public static final int TARGETS_MAX = 200;

  /** For all campaigns. */
  public ReadRequest(
      Entity entity,
      SourceMapping mapping,
      SourceState state,
      List<ReadTarget> targets,
      List<DayWindow> days,
      Map<String, String> labels) {
    this(entity, mapping, state, targets, days, labels, Set.of());
  }

  public ReadRequest {
    campaignIds = Set.copyOf(campaignIds);
    targets = List.copyOf(targets);
    days = List.copyOf(days);
    labels = Map.copyOf(labels);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("nothing to read: no days");
    }
    refuseBadTargets(targets);
  }

  private static void refuseBadTargets(List<ReadTarget> targets) {
    if (targets.isEmpty() || targets.size() > TARGETS_MAX) {
      throw new IllegalArgumentException(
          "%d targets of a read, want 1 to %d".formatted(targets.size(), TARGETS_MAX));
    }
    long withAccount = targets.stream().filter(target -> target.accountId() != null).count();
    boolean mixed = withAccount != 0 && withAccount != targets.size();
    boolean twice = !targets.stream().map(ReadTarget::connectionId).allMatch(new HashSet<>()::add);
    if (mixed || twice) {
      throw new IllegalArgumentException("targets of a read overlap");
    }
  }
}
