package com.campaignsync.domain.source;

import com.campaignsync.domain.source.PartitionSpec.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the keys {@code join} and {@code partition} of a mapping document. */
final class MappingParts {

  private MappingParts() {}

  static @Nullable NameJoin join(Object value, MappingProblems problems) {
    Map<?, ?> parts = parts("join", value, Set.of("table", "key", "name", "latest_by"), problems);
    if (parts == null) {
      return null;
    }
    String table = text("join.table", parts.get("table"), problems);
    String key = column("join.key", parts.get("key"), problems);
    String name = column("join.name", parts.get("name"), problems);
    Object latest = parts.get("latest_by");
    String latestBy = latest == null ? null : column("join.latest_by", latest, problems);
    return table == null || key == null || name == null
        ? null
        : new NameJoin(table, key, name, latestBy);
  }

  static @Nullable PartitionSpec partition(Object value, MappingProblems problems) {
    Map<?, ?> parts = parts("partition", value, Set.of("column", "kind"), problems);
    if (parts == null) {
      return null;
    }
    Optional<Kind> kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(parts.get("kind")))
            .findAny();
    if (kind.isEmpty()) {
      problems.add("partition.kind", "must be day, month, ingestion or none");
      return null;
    }
    boolean needed = kind.get() == Kind.DAY || kind.get() == Kind.MONTH;
    Object named = parts.get("column");
    String column = named == null && !needed ? null : column("partition.column", named, problems);
    return new PartitionSpec(column, kind.get());
  }

  private static @Nullable Map<?, ?> parts(
      String key, Object value, Set<String> known, MappingProblems problems) {
    String form = "must be an object of " + String.join(", ", new TreeSet<>(known));
    if (!(value instanceof Map<?, ?> parts)) {
      problems.add(key, form);
      return null;
    }
    if (!known.containsAll(parts.keySet())) {
      problems.add(key, form + " and nothing else");
    }
    return parts;
  }

  private static @Nullable String text(
      String key, @Nullable Object value, MappingProblems problems) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    problems.add(key, "is missing: it must be a name");
    return null;
  }

  private static @Nullable String column(
      String key, @Nullable Object value, MappingProblems problems) {
    String name = text(key, value, problems);
    if (name != null && !MappingColumns.isName(name)) {
      problems.add(key, "is '%s', which is no column's name".formatted(name));
      return null;
    }
    return name;
  }
}
