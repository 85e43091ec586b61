package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.analysis.Source.SourceColumn;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names an expression may use: the sources of its FROM, then those of the query around it. */
final class Scope {

  private final @Nullable Scope outer;
  private final Map<String, CteQuery> ctes;
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, SourceColumn> merged = new LinkedHashMap<>();

  Scope(@Nullable Scope outer) {
    this(outer, Map.of());
  }

  Scope(@Nullable Scope outer, Map<String, CteQuery> ctes) {
    this.outer = outer;
    this.ctes = ctes;
  }

  void add(Source source, Position at) {
    String name = source.name();
    if (!name.isEmpty() && sources.stream().anyMatch(s -> s.name().equalsIgnoreCase(name))) {
      throw SqlException.invalid("Duplicate table alias " + name + " in the same FROM clause", at);
    }
    sources.add(source);
  }

  /** The same with only the sources from {@code first} (inclusive) to {@code end} (exclusive). */
  Scope part(int first, int end) {
    Scope part = new Scope(outer, ctes);
    part.sources.addAll(sources.subList(first, end));
    part.merged.putAll(merged);
    return part;
  }

  List<Source> sources() {
    return sources;
  }

  /** Columns that JOIN … USING made one. */
  Map<String, SourceColumn> merged() {
    return merged;
  }

  @Nullable CteQuery cte(String name) {
    CteQuery found = ctes.get(name.toLowerCase(Locale.ROOT));
    return found != null || outer == null ? found : outer.cte(name);
  }

  /** Every WITH query in reach; a subquery in FROM sees these, but none of the other sources. */
  Map<String, CteQuery> visibleCtes() {
    Map<String, CteQuery> all =
        outer == null ? new LinkedHashMap<>() : new LinkedHashMap<>(outer.visibleCtes());
    all.putAll(ctes);
    return all;
  }

  /** Every column that can be named here. */
  List<String> names() {
    List<String> names = outer == null ? new ArrayList<>() : outer.names();
    sources.forEach(s -> s.columns().forEach(c -> names.add(c.name())));
    return names;
  }

  @Nullable Source source(String name) {
    for (Source source : sources) {
      if (source.name().equalsIgnoreCase(name)) {
        return source;
      }
    }
    return outer == null ? null : outer.source(name);
  }

  /** The column of that name, marked as read; null if there is none here or outside. */
  @Nullable SourceColumn column(String name, Position at) {
    SourceColumn shared = merged.get(name.toLowerCase(Locale.ROOT));
    SourceColumn found = null;
    for (Source source : sources) {
      SourceColumn column = source.column(name);
      if (column == null) {
        continue;
      }
      if ((found != null && shared == null) || source.isAmbiguous(name)) {
        throw SqlException.invalid("Column name " + name + " is ambiguous", at);
      }
      markRead(source, column);
      found = column;
    }
    if (shared != null) {
      return shared;
    }
    return found != null || outer == null ? found : outer.column(name, at);
  }

  static void markRead(Source source, SourceColumn column) {
    TableScan scan = source.scan();
    if (scan != null) {
      scan.columns().add(column.name());
    }
  }
}
