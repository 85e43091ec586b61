package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.endtoend.GeneratedSource.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** That the store holds a generated source: each row once, and everything derived from rows. */
public final class StoreProof {

  private static final List<String> MEASURES =
      List.of("impressions", "clicks", "spend", "conversions", "revenue");

  /** Tells a value at the wrong campaign or day from one at the right place. */
  private static final String WEIGHT =
      "(s.campaign_id::numeric % 10007) * (m.metric_date - DATE '2000-01-01')";

  private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);

  private StoreProof() {}

  static void assertHolds(Sql sql, GeneratedSource source) throws SQLException {
    assertRows(sql, source);
    assertRollups(sql);
    assertCampaignTotals(sql);
    assertWatermarks(sql, source);
  }

  private static void assertRows(Sql sql, GeneratedSource source) throws SQLException {
    StringBuilder select = new StringBuilder("SELECT count(*)");
    for (String measure : MEASURES) {
      select.append(", sum(m.%1$s), sum(m.%1$s * %2$s)".formatted(measure, WEIGHT));
    }
    List<String> stored =
        sql.rows(
                select
                    + " FROM campaign_metrics m JOIN campaign_spaces s ON s.id ="
                    + " m.campaign_space_id WHERE m.tenant_id = ? AND m.platform = ?",
                source.tenant(),
                source.platform())
            .get(0);
    List<BigDecimal> wanted = sums(source);
    assertEquals(source.rowCount(), Long.parseLong(stored.get(0)), "rows");
    for (int i = 0; i < wanted.size(); i++) {
      String of = MEASURES.get(i / 2) + (i % 2 == 0 ? "" : " weighted by its key");
      assertEquals(0, wanted.get(i).compareTo(new BigDecimal(stored.get(i + 1))), "sum of " + of);
    }
  }

  /** Each measure's sum and weighted sum, in whole cents and thousandths until the end. */
  private static List<BigDecimal> sums(GeneratedSource source) {
    long[] plain = new long[MEASURES.size()];
    BigInteger[] weighted = new BigInteger[MEASURES.size()];
    java.util.Arrays.fill(weighted, BigInteger.ZERO);
    for (Row row : (Iterable<Row>) source.rows()::iterator) {
      long weight = row.campaignId() % 10_007 * (row.day().toEpochDay() - DAY_ZERO.toEpochDay());
      long[] values = {
        row.impressions(),
        row.clicks(),
        row.spendCents(),
        row.conversionThousandths(),
        Math.max(0, row.revenueCents())
      };
      for (int i = 0; i < values.length; i++) {
        plain[i] += values[i];
        weighted[i] = weighted[i].add(BigInteger.valueOf(Math.multiplyExact(values[i], weight)));
      }
    }
    int[] scales = {0, 0, 2, 3, 2};
    List<BigDecimal> sums = new ArrayList<>();
    for (int i = 0; i < plain.length; i++) {
      sums.add(BigDecimal.valueOf(plain[i], scales[i]));
      sums.add(new BigDecimal(weighted[i], scales[i]));
    }
    return sums;
  }

  /** The daily rollups of all tenants are the sums of the rows, no more and no less. */
  public static void assertRollups(Sql sql) throws SQLException {
    String measures = String.join(", ", MEASURES);
    String sums = String.join(", ", MEASURES.stream().map(m -> "sum(" + m + ")").toList());
    String rows =
        "SELECT tenant_id, connection_id, platform, metric_date, currency, %s FROM campaign_metrics"
            .formatted(sums);
    assertSame(
        sql,
        "rollups",
        rows + " GROUP BY 1, 2, 3, 4, 5",
        "SELECT tenant_id, connection_id, platform, metric_date, currency, %s FROM metrics_daily"
            .formatted(measures));
  }

  /** The totals of all campaigns are the sums of their rows. */
  public static void assertCampaignTotals(Sql sql) throws SQLException {
    String sums = String.join(", ", MEASURES.stream().map(m -> "sum(" + m + ")").toList());
    String totals = String.join(", ", MEASURES.stream().map(m -> "total_" + m).toList());
    assertSame(
        sql,
        "campaign totals",
        "SELECT campaign_space_id, %s FROM campaign_metrics GROUP BY 1".formatted(sums),
        "SELECT id, %s FROM campaign_spaces".formatted(totals));
  }

  private static void assertSame(Sql sql, String what, String of, String kept) throws SQLException {
    String differing =
        "SELECT count(*) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s)) AS d"
            .formatted("(" + of + ")", "(" + kept + ")");
    assertEquals(0, sql.number(differing), what + " that differ from their rows");
  }

  private static void assertWatermarks(Sql sql, GeneratedSource source) throws SQLException {
    List<String> marks =
        sql.rows(
                "SELECT count(*), min(day), max(day), sum(row_count) FROM source_partitions p"
                    + " JOIN connections c ON c.id = p.connection_id"
                    + " WHERE c.tenant_id = ? AND c.platform = ? AND row_count > 0",
                source.tenant(),
                source.platform())
            .get(0);
    LocalDate last = source.firstDay().plusDays(source.days() - 1);
    assertEquals(
        List.of(
            String.valueOf(source.days()),
            source.firstDay().toString(),
            last.toString(),
            String.valueOf(source.rowCount())),
        marks,
        "watermarks: days, first, last, rows");
  }
}
