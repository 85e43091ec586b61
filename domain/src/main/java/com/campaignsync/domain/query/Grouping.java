package com.campaignsync.domain.query;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A combination of group keys, in their own order.
 *
 * @param keys at least one
 */
public record Grouping(Set<GroupKey> keys) {

  /** What is taken where nobody asks otherwise. */
  public static final Grouping BY_DATE = new Grouping(EnumSet.of(GroupKey.DATE));

  /**
   * @throws IllegalArgumentException if there is no key: such a caller wants totals, not rows
   */
  public Grouping {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a grouping has at least one key");
    }
    keys = Collections.unmodifiableSet(EnumSet.copyOf(keys));
  }

  /** Reads names separated by commas, in any order; empty if one is unknown or given twice. */
  public static Optional<Grouping> parse(String text) {
    Set<GroupKey> keys = EnumSet.noneOf(GroupKey.class);
    for (String name : text.split(",", -1)) {
      Optional<GroupKey> key = key(name);
      if (key.isEmpty() || !keys.add(key.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(new Grouping(keys));
  }

  private static Optional<GroupKey> key(String name) {
    for (GroupKey key : GroupKey.values()) {
      if (key.wireName().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** Whether rows are told apart by the key. */
  public boolean has(GroupKey key) {
    return keys.contains(key);
  }

  /** Whether the date is the only key. */
  public boolean isByDateAlone() {
    return keys.size() == 1 && has(GroupKey.DATE);
  }

  /** The names, separated by commas, as {@link #parse} reads them. */
  public String wireName() {
    return keys.stream().map(GroupKey::wireName).collect(Collectors.joining(","));
  }
}
