package com.campaignsync.local.sample;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ad platforms restate recent days: every now and then one campaign's last days get a few more
 * conversions and revenue, so that the next sync has something to find.
 */
public final class Restatements implements AutoCloseable {

  /** Often enough that somebody who looks sees numbers move. */
  private static final Duration EVERY = Duration.ofSeconds(30);

  /** Platforms restate the last days most. */
  private static final int DAYS_BACK = 7;

  private static final String RESTATE =
      """
      UPDATE `%s.campaign_metrics`
      SET conversions = conversions + 1, revenue = revenue + 25.5, impressions = impressions + 10
      WHERE campaign_id = @campaign_id AND metric_date = @day""";

  private final BigQuery bigQuery;
  private final String sql;
  private final Clock clock;
  private final Consumer<String> complaints;
  private final Random random = new Random();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "restatements");
            thread.setDaemon(true);
            return thread;
          });

  private Restatements(
      BigQuery bigQuery, String dataset, Clock clock, Consumer<String> complaints) {
    this.bigQuery = bigQuery;
    this.sql = RESTATE.formatted(dataset);
    this.clock = clock;
    this.complaints = complaints;
  }

  /**
   * @param dataset {@code project.dataset} that holds the sample
   * @param complaints is told when a restatement failed; the next one is tried all the same
   */
  public static Restatements start(
      BigQuery bigQuery, String dataset, Clock clock, Consumer<String> complaints) {
    Restatements restatements = new Restatements(bigQuery, dataset, clock, complaints);
    restatements.timer.scheduleWithFixedDelay(
        restatements::restate, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    return restatements;
  }

  private void restate() {
    String campaign =
        Advertisers.campaignId(
            random.nextInt(Advertisers.TENANTS.size()),
            random.nextInt(Advertisers.PLATFORMS.size()),
            random.nextInt(Advertisers.CAMPAIGNS));
    LocalDate day = LocalDate.now(clock).minusDays(random.nextInt(DAYS_BACK));
    try {
      bigQuery.query(
          QueryJobConfiguration.newBuilder(sql)
              .setUseLegacySql(false)
              .addNamedParameter("campaign_id", QueryParameterValue.string(campaign))
              .addNamedParameter("day", QueryParameterValue.date(day.toString()))
              .build());
    } catch (BigQueryException e) {
      // Closing interrupts the one under way, which is no failure.
      if (!timer.isShutdown()) {
        complaints.accept("a restatement of the sample failed: " + e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
