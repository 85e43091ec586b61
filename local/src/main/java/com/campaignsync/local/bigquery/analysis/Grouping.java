package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What aggregation allows in one SELECT: the keys, and the columns used outside them. */
final class Grouping {

  private record Ungrouped(String name, Position at) {}

  private final String clause;
  private final boolean aggregatesAllowed;
  private final Set<String> keys = new HashSet<>();
  private final List<Ungrouped> ungrouped = new ArrayList<>();
  private final Map<String, Sql> aliases = new TreeMap<>();
  private int aggregateDepth;
  private boolean aggregated;

  private Grouping(String clause, boolean aggregatesAllowed) {
    this.clause = clause;
    this.aggregatesAllowed = aggregatesAllowed;
  }

  /** For a clause where aggregates cannot stand, such as WHERE. */
  static Grouping none(String clause) {
    return new Grouping(clause, false);
  }

  /** For a SELECT list and the clauses after it. */
  static Grouping of(Set<String> keys) {
    Grouping grouping = new Grouping("SELECT list", true);
    grouping.keys.addAll(keys);
    grouping.aggregated = !keys.isEmpty();
    return grouping;
  }

  boolean isKey(String sql) {
    return keys.contains(sql);
  }

  /** Lets HAVING, QUALIFY and ORDER BY use the SELECT list's names. */
  void alias(String name, Sql sql) {
    aliases.putIfAbsent(name.toLowerCase(Locale.ROOT), sql);
  }

  @Nullable Sql aliased(String name) {
    return aggregateDepth > 0 ? null : aliases.get(name.toLowerCase(Locale.ROOT));
  }

  void enterAggregate(String name, Position at) {
    if (!aggregatesAllowed) {
      throw SqlException.invalid("Aggregate function " + name + " not allowed in " + clause, at);
    }
    if (aggregateDepth > 0) {
      throw SqlException.invalid("Aggregations of aggregations are not allowed", at);
    }
    aggregateDepth++;
    aggregated = true;
  }

  void leaveAggregate() {
    aggregateDepth--;
  }

  void columnUsed(String name, Position at) {
    if (aggregateDepth == 0) {
      ungrouped.add(new Ungrouped(name, at));
    }
  }

  int ungroupedCount() {
    return ungrouped.size();
  }

  void forgetUngrouped(int down) {
    while (ungrouped.size() > down) {
      ungrouped.remove(ungrouped.size() - 1);
    }
  }

  boolean aggregated() {
    return aggregated;
  }

  /**
   * @throws SqlException if the query aggregates but uses a column that is no key
   */
  void check() {
    if (aggregated && !ungrouped.isEmpty()) {
      Ungrouped first = ungrouped.get(0);
      throw SqlException.invalid(
          clause
              + " expression references column "
              + first.name()
              + " which is neither grouped nor aggregated",
          first.at());
    }
  }
}
