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
  private final Set<String> computed = new HashSet<>();
  private boolean windowsAllowed;
  private String windowClause;
  private int windowDepth;
  private int computedCount;
  private boolean windowed;
  private int aggregateDepth;
  private boolean aggregated;

  private Grouping(String clause, boolean aggregatesAllowed) {
    this.clause = clause;
    this.aggregatesAllowed = aggregatesAllowed;
    this.windowsAllowed = aggregatesAllowed;
    this.windowClause = clause;
  }

  /** For a clause where aggregates cannot stand, such as WHERE. */
  static Grouping none(String clause) {
    return new Grouping(clause, false);
  }

  /** For a SELECT list and the clauses after it. */
  static Grouping of(Set<String> keys) {
    return of(keys, true);
  }

  /**
   * @param from whether there are rows at all: without FROM nothing can be aggregated
   */
  static Grouping of(Set<String> keys, boolean from) {
    if (!from) {
      return none("SELECT without FROM clause");
    }
    Grouping grouping = new Grouping("SELECT list", true);
    grouping.keys.addAll(keys);
    grouping.aggregated = !keys.isEmpty();
    return grouping;
  }

  boolean isKey(String sql) {
    return keys.contains(sql);
  }

  /** Lets HAVING, QUALIFY and ORDER BY use the SELECT list's names. */
  void alias(String name, Sql sql, boolean isComputed) {
    String key = name.toLowerCase(Locale.ROOT);
    if (aliases.putIfAbsent(key, sql) == null && isComputed) {
      computed.add(key);
    }
  }

  /** What the SELECT list calls so; also inside an aggregate, where it hides a column. */
  @Nullable Sql aliased(String name, Position at) {
    String key = name.toLowerCase(Locale.ROOT);
    if (aggregateDepth > 0 && computed.contains(key)) {
      throw SqlException.invalid("Aggregations of aggregations are not allowed", at);
    }
    return aliases.get(key);
  }

  /** How many aggregates and window functions there were so far. */
  int computedCount() {
    return computedCount;
  }

  /** Begins a clause after the SELECT list. */
  void enterClause(String name, boolean takesWindows) {
    windowClause = name;
    windowsAllowed = aggregatesAllowed && takesWindows;
  }

  void enterWindow(Position at) {
    if (!windowsAllowed) {
      throw SqlException.invalid("Analytic function not allowed in " + windowClause, at);
    }
    if (aggregateDepth > 0) {
      throw SqlException.invalid(
          "Analytic functions cannot be arguments to aggregate functions", at);
    }
    if (windowDepth > 0) {
      throw SqlException.invalid(
          "Analytic function cannot be an argument of another analytic function", at);
    }
    windowDepth++;
    computedCount++;
    windowed = true;
  }

  void leaveWindow() {
    windowDepth--;
  }

  /** Whether any window function came. */
  boolean windowed() {
    return windowed;
  }

  void enterAggregate(String name, Position at) {
    if (!aggregatesAllowed) {
      throw SqlException.invalid("Aggregate function " + name + " not allowed in " + clause, at);
    }
    if (aggregateDepth > 0) {
      throw SqlException.invalid("Aggregations of aggregations are not allowed", at);
    }
    aggregateDepth++;
    computedCount++;
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
