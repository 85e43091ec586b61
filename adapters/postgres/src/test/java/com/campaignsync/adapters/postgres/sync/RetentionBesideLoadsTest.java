package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.POSTGRES;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.store.StoreException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Months go while real loads of the same campaigns go on: nothing is lost, nobody hangs. */
class RetentionBesideLoadsTest {

  private static final YearMonth OLD = YearMonth.of(2012, 1);
  private static final LocalDate KEPT = LocalDate.of(2013, 1, 1);
  private static final int LOADS = 25;

  private final PostgresRetentionStore retention = new PostgresRetentionStore(Fixture.DATABASE);
  private final Fixture fixture = new Fixture();

  @Test
  void totalsStayTheSumsOfWhatIsKept() {
    YearMonth kept = YearMonth.of(2013, 1);
    await(fixture.metrics.ensureMonths(Set.of(OLD, OLD.plusMonths(1), OLD.plusMonths(2), kept)));
    for (int month = 0; month < 3; month++) {
      fixture.load(V1, campaigns(OLD.plusMonths(month).atDay(7), month));
    }
    CompletableFuture<Void> loads =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < LOADS; i++) {
                fixture.load(V1.plusSeconds(i), campaigns(kept.atDay(1 + i % 5), i));
              }
            });
    for (int month = 0; month < 3; month++) {
      await(drop(OLD.plusMonths(month)));
    }
    loads.join();
    assertEquals(
        fixture.rows(
            "SELECT s.campaign_id, sum(m.impressions), sum(m.clicks), sum(m.spend)"
                + " FROM campaign_spaces s JOIN campaign_metrics m ON m.campaign_space_id = s.id"
                + " WHERE s.connection_id = ? GROUP BY 1 ORDER BY 1"),
        fixture.rows(
            "SELECT campaign_id, total_impressions, total_clicks, total_spend FROM campaign_spaces"
                + " WHERE connection_id = ? ORDER BY 1"));
    assertEquals(
        fixture.rows(
            "SELECT metric_date, sum(clicks), sum(spend) FROM campaign_metrics"
                + " WHERE connection_id = ? GROUP BY 1 ORDER BY 1"),
        fixture.rows(
            "SELECT metric_date, clicks, spend FROM metrics_daily WHERE connection_id = ?"
                + " ORDER BY 1"));
    assertEquals("null", POSTGRES.value("SELECT to_regclass('campaign_metrics_y2012m03')"));
    assertEquals("null", POSTGRES.value("SELECT to_regclass('campaign_asset_metrics_y2012m03')"));
  }

  /** The use case tries a busy month again, too. */
  private Mono<?> drop(YearMonth month) {
    return retention
        .dropMonth(month, KEPT)
        .retryWhen(
            Retry.max(20)
                .filter(
                    error -> error instanceof StoreException busy && busy.code().isTransient()));
  }

  /** Some figures are unknown, some stay, some are restated by each load. */
  private static MetricRow[] campaigns(LocalDate day, int seed) {
    Random random = new Random(20120107L + seed);
    return IntStream.range(0, 50)
        .mapToObj(
            i ->
                row(
                    "c" + i,
                    day,
                    random.nextInt(4) == 0 ? null : (long) random.nextInt(7) - 3,
                    random.nextInt(4) == 0 ? null : "0." + random.nextInt(99)))
        .toArray(MetricRow[]::new);
  }
}
