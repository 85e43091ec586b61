package com.campaignsync.domain.metric;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The performance of one campaign on one day (and hour), summed over the source's rows of that key.
 *
 * @param campaignId the platform's own id, stored exactly as it came
 * @param campaignName name shown to people, or null where the source has none
 * @param day day in the ad account's own calendar
 * @param hour 0 to 23, or {@link #WHOLE_DAY}
 * @param currency ISO 4217 code
 * @param measures the sums
 */
public record MetricRow(
    String campaignId,
    @Nullable String campaignName,
    LocalDate day,
    int hour,
    String currency,
    Measures measures) {

  /** The hour of a row that covers the whole day. */
  public static final int WHOLE_DAY = -1;
}
