package com.campaignsync.endtoend;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A source of campaigns × days, each row a function of the seed and its key alone, so that any
 * expectation can be computed without keeping the rows.
 *
 * @param firstDay the first day
 */
record GeneratedSource(
    String tenant, String platform, int campaigns, LocalDate firstDay, int days, long seed) {

  /** Ids beyond what a double holds. */
  private static final long FIRST_CAMPAIGN_ID = 9_007_199_254_740_993L;

  static final String CSV_HEADER =
      "tenant_id,campaign_id,campaign_name,platform,metric_date,impressions,clicks,spend,"
          + "conversions,revenue";

  /**
   * One row.
   *
   * @param revenueCents −1 for unknown
   */
  record Row(
      long campaignId,
      LocalDate day,
      long impressions,
      long clicks,
      long spendCents,
      long conversionThousandths,
      long revenueCents) {

    BigDecimal spend() {
      return BigDecimal.valueOf(spendCents, 2);
    }

    BigDecimal conversions() {
      return BigDecimal.valueOf(conversionThousandths, 3);
    }

    BigDecimal revenueOrNull() {
      return revenueCents < 0 ? null : BigDecimal.valueOf(revenueCents, 2);
    }
  }

  long rowCount() {
    return (long) campaigns * days;
  }

  /** All rows, day by day. */
  Stream<Row> rows() {
    return IntStream.range(0, days)
        .boxed()
        .flatMap(day -> IntStream.range(0, campaigns).mapToObj(campaign -> row(campaign, day)));
  }

  private Row row(int campaign, int day) {
    SplittableRandom random = new SplittableRandom(seed + campaign * 1_000_003L + day);
    return new Row(
        FIRST_CAMPAIGN_ID + campaign,
        firstDay.plusDays(day),
        random.nextLong(100_000),
        random.nextLong(5_000),
        random.nextLong(1_000_000),
        random.nextLong(50_000),
        random.nextInt(50) == 0 ? -1 : random.nextLong(5_000_000));
  }

  /** The rows as a CSV without a header. */
  void append(BufferedWriter csv) throws IOException {
    for (Row row : (Iterable<Row>) rows()::iterator) {
      BigDecimal revenue = row.revenueOrNull();
      csv.write(
          "%s,%d,Campaign %s %d,%s,%s,%d,%d,%s,%s,%s%n"
              .formatted(
                  tenant,
                  row.campaignId(),
                  tenant,
                  row.campaignId(),
                  platform,
                  row.day(),
                  row.impressions(),
                  row.clicks(),
                  row.spend(),
                  row.conversions(),
                  revenue == null ? "" : revenue));
    }
  }

  /** Writes sources as one CSV file. */
  static Path csv(Path file, GeneratedSource... sources) throws IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write(CSV_HEADER + "\n");
      for (GeneratedSource source : sources) {
        source.append(csv);
      }
    }
    return file;
  }
}
