package com.campaignsync.domain.metric;

import org.jspecify.annotations.Nullable;

/**
 * The performance of one asset (an ad, a creative) of a campaign on one day and hour.
 *
 * @param assetId the platform's own id of the asset, stored exactly as it came
 * @param assetName name shown to people, or null where the source has none
 * @param engagements reactions of any kind, as the platform counts them; null is unknown
 * @param metrics the campaign, day, hour, currency and sums of the row
 */
public record AssetRow(
    String assetId, @Nullable String assetName, @Nullable Long engagements, MetricRow metrics) {}
