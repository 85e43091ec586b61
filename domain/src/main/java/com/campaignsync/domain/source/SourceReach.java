package com.campaignsync.domain.source;

import com.campaignsync.domain.source.SourceException.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source answers.
 *
 * @param latency from question to answer; null where there was none
 * @param dataset the dataset asked for
 * @param location where it lies; where it should, if it did not answer
 * @param failure why it cannot be reached; null if it can
 */
public record SourceReach(
    @Nullable Duration latency, String dataset, String location, @Nullable Code failure) {

  public boolean reachable() {
    return failure == null;
  }
}
