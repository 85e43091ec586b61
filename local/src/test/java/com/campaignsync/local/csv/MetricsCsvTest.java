package com.campaignsync.local.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.local.csv.CsvColumn.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsCsvTest {

  private static final String HEADER =
      "tenant_id,campaign_id,platform,metric_date,impressions,clicks,spend,conversions,revenue\n";

  private static final List<CsvColumn> COLUMNS =
      List.of(
          new CsvColumn("tenant_id", Type.STRING, false),
          new CsvColumn("campaign_id", Type.STRING, false),
          new CsvColumn("campaign_name", Type.STRING, false),
          new CsvColumn("platform", Type.STRING, false),
          new CsvColumn("metric_date", Type.DATE, false),
          new CsvColumn("impressions", Type.INT64, false),
          new CsvColumn("clicks", Type.INT64, false),
          new CsvColumn("spend", Type.FLOAT64, false),
          new CsvColumn("conversions", Type.NUMERIC, false),
          new CsvColumn("revenue", Type.FLOAT64, false));

  private static final PlausibleDays DAYS = PlausibleDays.on(LocalDate.of(2026, 3, 1));

  @TempDir Path folder;

  @Test
  void rowsOfNoConnection_areCountedAndNamedByReasonAndLine() throws IOException {
    MetricsCsv.Summary summary =
        csv(HEADER
                + "acme,1,google_ads,2026-01-01,1,1,1,1,1\n"
                + ",1,google_ads,2026-01-01,1,1,1,1,1\n"
                + " acme,1,google_ads,2026-01-01,1,1,1,1,1\n"
                + "acme,1,,2026-01-01,1,1,1,1,1\n"
                + "acme,1,google_ads,,1,1,1,1,1\n")
            .check(DAYS);

    assertEquals(5, summary.rows());
    assertEquals(4, summary.unassigned().count());
    assertEquals(
        "2 without a usable tenant_id (lines 3, 4); 1 without a platform (line 5); 1 without a"
            + " metric_date (line 6)",
        summary.unassigned().describe());
  }

  @Test
  void onlyTheFirstLinesOfAReasonAreNamed() throws IOException {
    MetricsCsv.Summary summary =
        csv(HEADER + ",1,google_ads,2026-01-01,1,1,1,1,1\n".repeat(1_000)).check(DAYS);

    assertEquals(
        "1000 without a usable tenant_id (lines 2, 3, 4, 5, 6, …)",
        summary.unassigned().describe());
  }

  @Test
  void aColumnThatEverySourceNeeds_mustBeThere_othersMayLack() throws IOException {
    assertEquals(0, csv(HEADER).check(DAYS).rows());
    MetricsCsv without = csv(HEADER.replace(",spend", ""));
    assertEquals(
        folder.resolve("file.csv") + " lacks the column spend",
        assertThrows(CsvProblem.class, () -> without.check(DAYS)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1989-12-31", "2028-03-02", "0001-01-01", "9999-12-31"})
  void aDayNoReportCanBeOf_isRefusedWithItsLine(String day) throws IOException {
    MetricsCsv slip = csv(HEADER + "acme,1,google_ads," + day + ",1,1,1,1,1\n");

    assertEquals(
        folder.resolve("file.csv")
            + " line 2: metric_date is "
            + day
            + ", want a day from 1990-01-01 to 2028-03-01",
        assertThrows(CsvProblem.class, () -> slip.check(DAYS)).getMessage());
  }

  private MetricsCsv csv(String content) throws IOException {
    return new MetricsCsv(
        Files.writeString(folder.resolve("file.csv"), content), Entity.CAMPAIGN_METRICS, COLUMNS);
  }
}
