package com.campaignsync.domain.store;

import java.time.YearMonth;

/**
 * What a month holds, or held until it was dropped, in rows.
 *
 * @param month the month
 * @param metricRows of campaigns and assets
 * @param changeRows of the change log
 * @param rollupRows of the daily rollup
 * @param watermarks source days whose state is known
 * @param reconciliations verdicts about its days
 */
public record MonthContents(
    YearMonth month,
    long metricRows,
    long changeRows,
    long rollupRows,
    long watermarks,
    long reconciliations) {}
