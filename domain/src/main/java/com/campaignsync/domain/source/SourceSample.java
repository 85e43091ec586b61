package com.campaignsync.domain.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source looks like through a mapping, for a person to judge before a connection is kept.
 *
 * @param row one row of the connection's own, by our column names, as it would be read; columns
 *     without a value are left out; empty where there is none to show
 * @param withoutRow why there is no row; null where there is one
 * @param warnings what can be read but is hardly meant
 */
public record SourceSample(
    Map<String, String> row, @Nullable String withoutRow, List<String> warnings) {

  public SourceSample {
    row = Map.copyOf(row);
    warnings = List.copyOf(warnings);
  }

  /** A sample with nothing to warn of. */
  public SourceSample(Map<String, String> row, @Nullable String withoutRow) {
    this(row, withoutRow, List.of());
  }

  /** The same with warnings. */
  public SourceSample warning(List<String> of) {
    return new SourceSample(row, withoutRow, of);
  }
}
