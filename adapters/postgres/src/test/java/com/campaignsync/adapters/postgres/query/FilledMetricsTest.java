package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.Field;
import com.campaignsync.domain.query.Granularity;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rows of zeros may say, and figures that no currency belongs to. */
class FilledMetricsTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 10);
  private static final DayWindow MARCH =
      new DayWindow(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
  private static final Store STORE = new Store();
  private static final PostgresMetricsReader READER = new PostgresMetricsReader(STORE.transactions);

  private static TenantId tenant;

  /** Euros on the 10th and dollars on the 10th and the 12th, all of unknown spend. */
  @BeforeAll
  static void fill() {
    tenant = STORE.tenant("UTC");
    UUID google = STORE.connection(tenant, "google_ads", "a");
    UUID euros = STORE.campaign(google, "c1", "EUR");
    UUID dollars = STORE.campaign(google, "c2", "USD");
    STORE.row(euros, FIRST, 100L, 3L, null);
    STORE.row(dollars, FIRST, 10L, 4L, null);
    STORE.row(dollars, FIRST.plusDays(2), 1L, 5L, null);
    STORE.rollUp(tenant);
  }

  private static MetricsQuery query(
      String keys, Granularity granularity, String fields, String platform, boolean filled) {
    Grouping grouping = Grouping.parse(keys).orElseThrow();
    MetricsShape shape =
        new MetricsShape(
            grouping,
            granularity,
            Field.parse(fields).orElseThrow(),
            SortOrder.byKeys(grouping),
            filled);
    MetricsFilter filter =
        new MetricsFilter(List.of(), Optional.of(platform), Optional.<String>empty());
    return MetricsQuery.of(MARCH, filter, shape, 1000);
  }

  private static MetricsQuery byDay(String fields, boolean filled) {
    return query("date", Granularity.DAY, fields, "google_ads", filled);
  }

  private static MetricsReport report(MetricsQuery query) {
    return Store.get(READER.report(tenant, info -> query)).report();
  }

  private static List<LocalDate> days(MetricsReport report) {
    return report.rows().stream().map(row -> Objects.requireNonNull(row.key().date())).toList();
  }

  @Test
  void totals_areTheSameWithAndWithoutZeros() {
    for (String platform : List.of("google_ads", "nowhere")) {
      for (String keys : List.of("date", "date,currency", "date,campaign")) {
        for (int pageSize : List.of(1, 1000)) {
          MetricsQuery plain = query(keys, Granularity.DAY, "clicks,roas", platform, false);
          MetricsQuery zeros = query(keys, Granularity.DAY, "clicks,roas", platform, true);
          assertEquals(
              report(sized(plain, pageSize)).total(),
              report(sized(zeros, pageSize)).total(),
              platform + " by " + keys);
        }
      }
    }
  }

  private static MetricsQuery sized(MetricsQuery query, int pageSize) {
    return MetricsQuery.of(query.window(), query.filter(), query.shape(), pageSize);
  }

  @Test
  void zeros_areFromTheFirstRowToTheLastDayFilled() {
    MetricsReport report = report(byDay("clicks", true).filledThrough(FIRST.plusDays(4)));
    assertEquals(Stream.iterate(FIRST, day -> day.plusDays(1)).limit(5).toList(), days(report));
    assertEquals(5, report.totalRecords());
  }

  @Test
  void tenantWithoutRows_hasNoZeros() {
    TenantId nobody = STORE.tenant("UTC");
    MetricsQuery query = byDay("clicks", true).filledThrough(FIRST.plusDays(4));
    MetricsReport report = Store.get(READER.report(nobody, info -> query)).report();
    assertEquals(List.of(), report.rows());
    assertEquals(0, report.totalRecords());
  }

  @Test
  void zeros_beginWithTheFirstRowsWeek() {
    MetricsQuery weeks = query("date", Granularity.WEEK, "clicks", "google_ads", true);
    assertEquals(
        List.of(FIRST.minusDays(1), FIRST.plusDays(6)),
        days(report(weeks.filledThrough(FIRST.plusDays(6)))));
  }

  @Test
  void rowsBehindTheLastDayFilled_stay() {
    MetricsReport report = report(byDay("clicks", true).filledThrough(FIRST.minusDays(1)));
    assertEquals(List.of(FIRST, FIRST.plusDays(2)), days(report));
    assertEquals(new BigDecimal("12"), report.total().clicks());
  }

  @Test
  void currencies_areAddedUpWhereThereIsNoMoney() {
    for (int pageSize : List.of(2, 1000)) {
      MetricsReport report = report(sized(byDay("clicks,ctr", false), pageSize));
      assertEquals(List.of(FIRST, FIRST.plusDays(2)), days(report));
      assertEquals(new BigDecimal("7"), report.rows().get(0).sums().clicks());
      assertEquals(2, report.totalRecords());
      assertEquals(false, report.isMixed());
    }
    assertEquals(true, report(byDay("clicks,cpc", false)).isMixed());
    assertEquals(
        3,
        report(query("date,currency", Granularity.DAY, "clicks", "google_ads", false))
            .totalRecords());
  }

  @Test
  void exports_addUpWhereThereIsNoMoney() {
    MetricsQuery query = byDay("clicks", true).filledThrough(FIRST.plusDays(3));
    MetricsReport report = report(query);
    assertEquals(
        report.rows(),
        Store.get(
            READER
                .export(tenant, info -> query)
                .flatMap(export -> READER.rows(export.tenant(), query).collectList())));
  }
}
