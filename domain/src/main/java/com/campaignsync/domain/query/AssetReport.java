package com.campaignsync.domain.query;

import com.campaignsync.domain.query.AssetQuery.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link AssetQuery}, all of one state of the store.
 *
 * @param rows one page: by day, then asset, then currency
 * @param more whether rows follow behind the page
 * @param totalRecords rows on all pages
 * @param totals sums over all pages by currency, in the order of the codes
 * @param caption what else there is to know of the campaign
 */
public record AssetReport(
    List<Row> rows, boolean more, long totalRecords, List<CurrencyTotal> totals, Caption caption) {

  /** Copies the lists. */
  public AssetReport {
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
  }

  /**
   * One row.
   *
   * @param place what tells it from the others
   * @param assetName null where unknown, or where rows are not told apart by asset
   * @param sums the figures
   */
  public record Row(Place place, @Nullable String assetName, AssetSums sums) {}

  /**
   * The sums of all rows in one currency.
   *
   * @param currency ISO 4217 code
   * @param sums the figures
   */
  public record CurrencyTotal(String currency, AssetSums sums) {}

  /**
   * What there is to know of a campaign, whichever rows are asked for.
   *
   * @param campaignId the platform's own id
   * @param currency ISO 4217 code of the campaign
   * @param dataFrom first day with rows of its assets; empty without rows
   * @param dataThrough last day with rows of its assets, inclusive
   * @param lastSyncedAt end of the latest successful sync of its connection
   */
  public record Caption(
      String campaignId,
      String currency,
      Optional<LocalDate> dataFrom,
      Optional<LocalDate> dataThrough,
      Optional<Instant> lastSyncedAt) {}

  /** The currencies of the rows summed, in the order of the codes. */
  public List<String> currencies() {
    return totals.stream().map(CurrencyTotal::currency).toList();
  }

  /** The sums of everything; without money where that is in several currencies. */
  public AssetSums total() {
    AssetSums sum =
        totals.stream().map(CurrencyTotal::sums).reduce(AssetSums.NONE, AssetSums::plus);
    return totals.size() > 1 ? sum.withoutMoney() : sum;
  }
}
