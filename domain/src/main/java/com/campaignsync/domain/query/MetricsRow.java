package com.campaignsync.domain.query;

import org.jspecify.annotations.Nullable;

/**
 * The sums of one group.
 *
 * @param key which group
 * @param campaignId the platform's id of the campaign, where grouped by campaign
 * @param campaignName its name, where grouped by campaign and known
 * @param sums the figures, of all rows in {@code currency}
 * @param currency the one currency of the rows summed; empty where no money was asked for and they
 *     may be in several
 * @param place where the row stands in the order asked for
 */
public record MetricsRow(
    GroupValues key,
    @Nullable String campaignId,
    @Nullable String campaignName,
    MetricSums sums,
    String currency,
    Place place) {}
