package com.campaignsync.benchmarks.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Rows made from their number alone, in order of the day.
 *
 * @param name what the table calls it
 * @param campaigns campaigns of the one connection
 * @param hourly whether a campaign has 24 rows a day instead of one
 * @param days days of rows
 */
record Shape(String name, int campaigns, boolean hourly, int days) {

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final int HOURS = 24;

  /** A prime: within a day the campaigns come in no order, as a query's groups do. */
  private static final long STRIDE = 7919;

  static Shape hourly(long rows) {
    int campaigns = 500;
    return new Shape(
        campaigns + " campaigns, hourly", campaigns, true, days(rows, campaigns * HOURS));
  }

  static Shape daily(long rows) {
    int campaigns = 10_000;
    return new Shape(campaigns + " campaigns, daily", campaigns, false, days(rows, campaigns));
  }

  private static int days(long rows, int rowsPerDay) {
    return (int) Math.max(1, rows / rowsPerDay);
  }

  int rowsPerDay() {
    return hourly ? campaigns * HOURS : campaigns;
  }

  long rows() {
    return (long) rowsPerDay() * days;
  }

  DayWindow window() {
    return new DayWindow(FIRST_DAY, FIRST_DAY.plusDays(days));
  }

  static String campaignId(int campaign) {
    return "1847263000" + campaign;
  }

  /** The rows of the days {@code fromDay} inclusive to {@code toDay} exclusive, counted from 0. */
  Stream<MetricRow> rows(int fromDay, int toDay, Phase phase) {
    return LongStream.range((long) fromDay * rowsPerDay(), (long) toDay * rowsPerDay())
        .mapToObj(number -> row(number, phase));
  }

  private MetricRow row(long number, Phase phase) {
    int campaign = (int) (number * STRIDE % campaigns);
    int inDay = (int) (number % rowsPerDay());
    long extra = phase == Phase.CHANGED && number % 20 == 0 ? 1 : 0;
    return new MetricRow(
        campaignId(campaign),
        "Summer campaign " + campaign,
        FIRST_DAY.plusDays(number / rowsPerDay()),
        hourly ? inDay / campaigns : MetricRow.WHOLE_DAY,
        "USD",
        measures(number, extra));
  }

  private static Measures measures(long number, long extra) {
    return new Measures(
        1000 + number % 977,
        10 + number % 31 + extra,
        BigDecimal.valueOf(123_456 + number, 4),
        BigDecimal.valueOf(number % 7),
        BigDecimal.valueOf(number % 10_007, 2),
        null,
        null,
        null,
        null,
        null);
  }
}
