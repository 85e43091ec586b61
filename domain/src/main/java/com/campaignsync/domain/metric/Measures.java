package com.campaignsync.domain.metric;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The additive numbers of one row or of a sum of rows. Null is unknown, which is not zero.
 *
 * @param impressions times an ad was shown; negative in corrections
 * @param clicks clicks on an ad; may exceed impressions, platforms report so
 * @param spend money spent, in units of the row's currency, at most nine decimals
 * @param conversions conversions attributed; fractions occur
 * @param revenue conversion value, in units of the row's currency
 * @param leads leads attributed
 * @param installs app installs attributed
 * @param purchases purchases attributed
 * @param visitors visitors brought
 * @param profit profit, in units of the row's currency
 */
public record Measures(
    @Nullable Long impressions,
    @Nullable Long clicks,
    @Nullable BigDecimal spend,
    @Nullable BigDecimal conversions,
    @Nullable BigDecimal revenue,
    @Nullable BigDecimal leads,
    @Nullable BigDecimal installs,
    @Nullable BigDecimal purchases,
    @Nullable BigDecimal visitors,
    @Nullable BigDecimal profit) {}
