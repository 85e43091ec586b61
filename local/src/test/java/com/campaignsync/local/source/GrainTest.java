package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.id;
import static com.campaignsync.local.source.SourceFixture.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.source.UndatedRows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of days and of hours are never mixed, and rows of no day are counted. */
class GrainTest {

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  private void insert(String rows) throws InterruptedException {
    bigQuery.run(
        "INSERT INTO engarde_analytics.campaign_metrics"
            + " (tenant_id, platform, campaign_id, metric_date, metric_hour, clicks, spend) VALUES "
            + rows);
  }

  private List<String> read(SourceMapping mapping) {
    ReadRequest request =
        bigQuery.request(CAMPAIGN_METRICS, mapping, target(1, "acme", "google_ads", null, "USD"));
    return SourceFixture.texts(Objects.requireNonNull(bigQuery.source().read(request).block()), 1)
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void aDailyConnection_sumsHours_andRefusesADayBothWholeAndInHours() throws Exception {
    insert(
        """
        ('acme', 'google_ads', 'hours', '2026-11-11', 0, 1, 0.5),
        ('acme', 'google_ads', 'hours', '2026-11-11', 23, 2, 0.5),
        ('acme', 'google_ads', 'whole', '2026-11-11', NULL, 4, 1),
        ('acme', 'google_ads', 'mixed', '2026-11-11', NULL, 3, 1),
        ('acme', 'google_ads', 'mixed', '2026-11-11', 7, 3, 1)
        """);

    assertEquals(
        List.of(
            "2026-11-11 BAD_HOUR",
            "hours null 2026-11-11 -1 USD null 3 1 null null",
            "whole null 2026-11-11 -1 USD null 4 1 null null"),
        read(IDENTITY));
  }

  @Test
  void anHourlyConnection_keepsHours_andRefusesRowsWithoutOne() throws Exception {
    insert(
        """
        ('acme', 'google_ads', 'hours', '2026-11-11', 0, 1, 0.5),
        ('acme', 'google_ads', 'hours', '2026-11-11', 23, 2, 0.5),
        ('acme', 'google_ads', 'null', '2026-11-12', NULL, 4, 1),
        ('acme', 'google_ads', 'minus', '2026-11-13', -1, 3, 1),
        ('acme', 'google_ads', 'late', '2026-11-14', 24, 3, 1)
        """);

    assertEquals(
        List.of(
            "2026-11-12 BAD_HOUR",
            "2026-11-13 BAD_HOUR",
            "2026-11-14 BAD_HOUR",
            "hours null 2026-11-11 0 USD null 1 0.5 null null",
            "hours null 2026-11-11 23 USD null 2 0.5 null null"),
        read(IDENTITY.withGrain(Grain.HOURLY)));
  }

  @Test
  void anHourlyConnection_needsAColumnOfHours() {
    SourceMapping other =
        new SourceMapping("campaign_metrics", Map.of(SourceColumn.METRIC_HOUR, "no_such_hour"));
    SourceException missing =
        assertThrows(
            SourceException.class,
            () ->
                bigQuery.source().inspect(CAMPAIGN_METRICS, other.withGrain(Grain.HOURLY)).block());
    assertEquals(SourceException.Code.SOURCE_COLUMN_MISSING, missing.code());
  }

  @Test
  void rowsWithoutADay_areSeenInTheMetadata_countedAndSampled() throws Exception {
    ReadRequest before =
        bigQuery.request(CAMPAIGN_METRICS, IDENTITY, target(1, "acme", "google_ads", null, "USD"));
    assertFalse(before.state().mayLackDates());
    insert(
        """
        ('acme', 'google_ads', 'a', NULL, NULL, 1, 0.5),
        ('acme', 'google_ads', 'a', NULL, NULL, 2, 0.5),
        ('acme', 'google_ads', 'b', NULL, NULL, 2, 0.5),
        ('globex', 'google_ads', 'c', '2026-11-11', NULL, 2, 0.5)
        """);
    ReadRequest request =
        bigQuery.request(
            CAMPAIGN_METRICS,
            IDENTITY,
            target(1, "acme", "google_ads", null, "USD"),
            target(2, "globex", "google_ads", null, "USD"));
    assertTrue(request.state().mayLackDates());

    SourceUndated found = Objects.requireNonNull(bigQuery.source().undated(request).block());

    UndatedRows acme = Objects.requireNonNull(found.rows().get(id(1)));
    assertEquals(3, acme.count());
    assertEquals(2, acme.samples().size());
    assertTrue(acme.samples().toString().contains("\"metric_date\":null"), acme.toString());
    assertEquals(UndatedRows.NONE, found.rows().get(id(2)));
    assertEquals(List.of(), read(IDENTITY));
  }
}
