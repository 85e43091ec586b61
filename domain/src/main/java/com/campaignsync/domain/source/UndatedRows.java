package com.campaignsync.domain.source;

import java.util.List;

/**
 * A connection's rows without a day: they are in no window, so no sync of days ever meets them.
 *
 * @param count rows at the source
 * @param samples JSON objects of their keys, as rejects are kept; at most {@link #SAMPLES_MAX}
 */
public record UndatedRows(long count, List<String> samples) {

  /** Enough to see what is wrong; a table without any day at all would fill the rejects. */
  public static final int SAMPLES_MAX = 100;

  public static final UndatedRows NONE = new UndatedRows(0, List.of());

  public UndatedRows {
    samples = List.copyOf(samples);
  }
}
