package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.DAY;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.PROJECT;
import static com.campaignsync.local.source.SourceFixture.id;
import static com.campaignsync.local.source.SourceFixture.target;
import static com.campaignsync.local.source.SourceFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.local.bigquery.schema.TableRef;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One query for many connections, each of which gets its own rows and no other's. */
class SharedReadTest {

  /** Above what is kept in memory, so that pages or Arrow stream it. */
  private static final int ROWS = 30_000;

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void threeTenants_getTheirOwnRows_inTheirOwnCurrency() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, currency, metric_date, impressions)
        VALUES ('acme', 'google_ads', 'c2', NULL, '2026-11-12', 3),
               ('acme', 'google_ads', 'c1', '', '2026-11-11', 1),
               ('acme', 'google_ads', 'c1', 'USD', '2026-11-11', 2),
               ('globex', 'google_ads', 'c1', NULL, '2026-11-11', 4),
               ('acme', 'meta_ads', 'c9', NULL, '2026-11-11', 5),
               ('initech', 'google_ads', 'c1', NULL, '2026-11-11', 6)
        """);

    SourceRead read =
        bigQuery
            .source()
            .read(
                bigQuery.request(
                    CAMPAIGN_METRICS,
                    IDENTITY,
                    target(1, "acme", "google_ads", null, "USD"),
                    target(2, "globex", "google_ads", null, "EUR"),
                    target(3, "umbrella", "google_ads", null, "GBP"),
                    target(4, "acme", "meta_ads", null, "CHF")))
            .block();

    assertEquals(
        List.of(
            "c1 null 2026-11-11 -1 USD 3 null null null null",
            "c2 null 2026-11-12 -1 USD 3 null null null null"),
        texts(read, 1));
    assertEquals(List.of("c1 null 2026-11-11 -1 EUR 4 null null null null"), texts(read, 2));
    assertEquals(List.of(), texts(read, 3));
    assertEquals(List.of("c9 null 2026-11-11 -1 CHF 5 null null null null"), texts(read, 4));
    assertThrows(IllegalArgumentException.class, () -> texts(read, 5));
  }

  /** Their sum is beyond what NUMERIC can hold, which would fail the statement for everybody. */
  @Test
  void valuesThatCannotBeAddedUp_areRejected_andTheOtherTenantsRead() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, metric_date, impressions, spend)
        VALUES ('acme', 'google_ads', 'sum', '2026-11-11', 1, 6e28),
               ('acme', 'google_ads', 'sum', '2026-11-11', 1, 6e28),
               ('acme', 'google_ads', 'alone', '2026-11-11', 1, 6e28),
               ('acme', 'google_ads', 'beside', '2026-11-11', 1, -6e28),
               ('acme', 'google_ads', 'usual', '2026-11-12', 1, 2),
               ('globex', 'google_ads', 'c1', '2026-11-11', 4, 3)
        """);
    var request =
        bigQuery.request(
            CAMPAIGN_METRICS,
            IDENTITY,
            target(1, "acme", "google_ads", null, "USD"),
            target(2, "globex", "google_ads", null, "EUR"));

    SourceRead read = bigQuery.source().read(request).block();

    assertEquals(
        List.of(
            "2026-11-11 NOT_A_NUMBER",
            "alone null 2026-11-11 -1 USD 1 null 60000000000000001896764932096 null null",
            "beside null 2026-11-11 -1 USD 1 null -60000000000000001896764932096 null null",
            "usual null 2026-11-12 -1 USD 1 null 2 null null"),
        texts(read, 1).stream().sorted().toList());
    assertEquals(List.of("c1 null 2026-11-11 -1 EUR 4 null 3 null null"), texts(read, 2));
    SourceDigests digests = bigQuery.source().digests(request).block();
    assertEquals(1, digests.digests().get(id(2)).size());
    assertEquals(2, digests.digests().get(id(1)).get(DAY.plusDays(1)).rows());
  }

  @Test
  void twoConnectionsOfTheSameRows_eachGetThem() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, metric_date, impressions)
        VALUES ('acme', 'google_ads', 'c1', '2026-11-11', 1)
        """);

    SourceRead read =
        bigQuery
            .source()
            .read(
                bigQuery.request(
                    CAMPAIGN_METRICS,
                    IDENTITY,
                    target(1, "acme", "google_ads", null, "USD"),
                    target(2, "acme", "google_ads", null, "EUR")))
            .block();

    assertEquals(List.of("c1 null 2026-11-11 -1 USD 1 null null null null"), texts(read, 1));
    assertEquals(List.of("c1 null 2026-11-11 -1 EUR 1 null null null null"), texts(read, 2));
  }

  @Test
  void aLargeResult_isTheSameByPagesAndByArrow_inAnyOrderOfConnections() throws SQLException {
    load();
    ReadRequest request =
        bigQuery.request(
            CAMPAIGN_METRICS,
            IDENTITY,
            target(0, "tenant-0", "google_ads", null, "USD"),
            target(1, "nobody", "google_ads", null, "USD"),
            target(2, "tenant-1", "google_ads", null, "USD"),
            target(3, "tenant-2", "google_ads", null, "USD"));

    List<List<String>> arrow = all(bigQuery.source(), request, 0, 1, 2, 3);
    List<List<String>> backwards = all(bigQuery.source(), request, 3, 2, 1, 0);
    List<List<String>> pages = all(bigQuery.paged(), request, 0, 1, 2, 3);
    List<List<String>> pagesBackwards = all(bigQuery.paged(), request, 3, 2, 1, 0);

    assertEquals(List.of(10_000, 0, 10_000, 10_000), arrow.stream().map(List::size).toList());
    assertEquals(
        expected(0), arrow.get(0).stream().sorted().toList(), "sums and every digit of them");
    for (List<List<String>> other : List.of(backwards, pages, pagesBackwards)) {
      for (int i = 0; i < 4; i++) {
        assertEquals(
            arrow.get(i).stream().sorted().toList(), other.get(i).stream().sorted().toList());
      }
    }
  }

  @Test
  void anEstimate_isFree_andAtMostAMebibyteOff() throws InterruptedException, SQLException {
    load();
    ReadRequest request =
        bigQuery.request(
            CAMPAIGN_METRICS, IDENTITY, target(0, "tenant-0", "google_ads", null, "USD"));
    long estimate = bigQuery.source().estimateBytes(request).block();

    SourceRead read = bigQuery.source().read(request).block();

    assertTrue(estimate > 0 && estimate <= read.bytesBilled(), estimate + " of " + read);
  }

  private static List<List<String>> all(
      BigQueryMetricsSource source, ReadRequest request, int... connections) {
    SourceRead read = source.read(request).block();
    List<List<String>> all = new ArrayList<>(List.of(List.of(), List.of(), List.of(), List.of()));
    for (int connection : connections) {
      assertInOrder(read, connection);
      all.set(connection, texts(read, connection));
    }
    return all;
  }

  private static void assertInOrder(SourceRead read, int connection) {
    List<String> days =
        read.recordsOf(id(connection))
            .map(record -> record.day().toString())
            .distinctUntilChanged()
            .collectList()
            .block();
    assertEquals(days.stream().sorted().distinct().toList(), days);
  }

  private void load() throws SQLException {
    bigQuery.server.loadOnce(
        "rows",
        new TableRef(PROJECT, "engarde_analytics", "campaign_metrics"),
        IntStream.range(0, ROWS).mapToObj(SharedReadTest::row));
  }

  private static List<Object> row(int i) {
    Object[] row = new Object[19];
    row[0] = "tenant-" + i % 3;
    row[1] = "кампания-" + i;
    row[4] = "google_ads";
    row[5] = DAY.plusDays(i % 10);
    row[8] = i % 5 == 0 ? null : 9_000_000_000_000_000_000L - i;
    row[9] = (long) -i;
    row[10] = i % 7 == 0 ? null : i / 1000.0;
    row[12] = 1e20;
    return Arrays.asList(row);
  }

  private static List<String> expected(int tenant) {
    return IntStream.range(0, ROWS)
        .filter(i -> i % 3 == tenant)
        .mapToObj(
            i ->
                "кампания-%d null %s -1 USD %s %d %s null %s"
                    .formatted(
                        i,
                        DAY.plusDays(i % 10),
                        i % 5 == 0 ? "null" : 9_000_000_000_000_000_000L - i,
                        -i,
                        i % 7 == 0 ? "null" : plain(i),
                        "100000000000000000000"))
        .sorted()
        .toList();
  }

  private static String plain(int thousandths) {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
  }
}
