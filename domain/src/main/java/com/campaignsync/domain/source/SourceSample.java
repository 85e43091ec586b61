package com.campaignsync.domain.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source looks like through a mapping, for a person to judge before a connection is kept.
 *
 * @param row one row of the connection's own, by our column names, as it would be read; columns
 *     without a value are left out; empty where there is none to show
 * @param withoutRow why there is no row; null where there is one
 */
public record SourceSample(Map<String, String> row, @Nullable String withoutRow) {

  public SourceSample {
    row = Map.copyOf(row);
  }
}
