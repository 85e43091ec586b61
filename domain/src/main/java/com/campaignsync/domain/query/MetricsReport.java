package com.campaignsync.domain.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link MetricsQuery}, all of one state of the store.
 *
 * @param rows one page, in the order of the group keys
 * @param more whether groups follow behind the page
 * @param totalRecords groups on all pages
 * @param totals sums over all pages by currency, in the order of the codes
 * @param dataFrom first day the tenant has rows of; empty without rows
 * @param dataThrough last day the tenant has rows of, inclusive
 * @param lastSyncedAt end of the latest successful sync of the connections of the campaigns and the
 *     platform asked for, or of any
 */
public record MetricsReport(
    List<MetricsRow> rows,
    boolean more,
    long totalRecords,
    List<CurrencyTotal> totals,
    Optional<LocalDate> dataFrom,
    Optional<LocalDate> dataThrough,
    Optional<Instant> lastSyncedAt) {

  /** Copies the lists. */
  public MetricsReport {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
  }

  /**
   * The sums of all rows in one currency.
   *
   * @param currency ISO 4217 code; empty as that of {@link MetricsRow}
   * @param sums the figures
   */
  public record CurrencyTotal(String currency, MetricSums sums) {}

  /** The currencies of the rows summed, in the order of the codes. */
  public List<String> currencies() {
    return totals.stream().map(CurrencyTotal::currency).toList();
  }

  /** Whether the rows are in several currencies, which are never added. */
  public boolean isMixed() {
    return totals.size() > 1;
  }

  /** The sums of everything; without money where that is in several currencies. */
  public MetricSums total() {
    MetricSums sum =
        totals.stream().map(CurrencyTotal::sums).reduce(MetricSums.NONE, MetricSums::plus);
    return isMixed() ? sum.withoutMoney() : sum;
  }
}
