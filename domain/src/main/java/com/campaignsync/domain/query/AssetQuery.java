package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of one campaign's assets are summed, and how. Rows are always told apart by their
 * currency too, so that no sum mixes several.
 *
 * @param campaignSpaceId our id of the campaign
 * @param window the days
 * @param keys what tells one row of the answer from the others; at least one
 * @param after answer the rows behind this one; from the start where empty
 * @param pageSize most rows of the answer, at least 1
 */
public record AssetQuery(
    UUID campaignSpaceId, DayWindow window, Set<Key> keys, Optional<Place> after, int pageSize) {

  /** What rows can be told apart by, in the order of sorting. */
  public enum Key {
    /** One day of the ad account's calendar. */
    DATE,
    /** One ad or creative. */
    ASSET;

    /** The name used in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What tells a row from the others; null for keys that are not grouped by.
   *
   * @param date the day
   * @param assetId the platform's own id
   * @param currency ISO 4217 code
   */
  public record Place(@Nullable LocalDate date, @Nullable String assetId, String currency) {

    /** Whether exactly the keys have values. */
    public boolean fits(Set<Key> keys) {
      return (date != null) == keys.contains(Key.DATE)
          && (assetId != null) == keys.contains(Key.ASSET);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no key, the page has no room, or {@code after} is
   *     no row of this grouping: all are mistakes of the caller's code
   */
  public AssetQuery {
    if (keys.isEmpty() || pageSize < 1) {
      throw new IllegalArgumentException("want at least one key and one row of a page");
    }
    if (after.isPresent() && !after.get().fits(keys)) {
      throw new IllegalArgumentException("the last row is not of this grouping");
    }
    keys = Collections.unmodifiableSet(EnumSet.copyOf(keys));
  }

  /** Reads names separated by commas, in any order; empty if one is unknown or given twice. */
  public static Optional<Set<Key>> parseKeys(String text) {
    Set<Key> keys = EnumSet.noneOf(Key.class);
    for (String name : text.split(",", -1)) {
      Optional<Key> key =
          EnumSet.allOf(Key.class).stream().filter(one -> one.wireName().equals(name)).findFirst();
      if (key.isEmpty() || !keys.add(key.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  /** The names of keys, separated by commas, as {@link #parseKeys} reads them. */
  public static String wireName(Set<Key> keys) {
    return EnumSet.copyOf(keys).stream().map(Key::wireName).collect(Collectors.joining(","));
  }
}
