package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonthlyPartitionsTest {

  private final TestPostgres postgres = TestPostgres.shared();

  private void asWorker(String sql) {
    try (Connection worker = postgres.jdbc("test_worker");
        var statement = worker.createStatement()) {
      statement.execute("SET lock_timeout = '3s'");
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  @Test
  void workers_cannotMakeOrDropPartitionsThemselves() {
    assertThrows(
        IllegalStateException.class,
        () ->
            asWorker(
                "CREATE TABLE p PARTITION OF campaign_metrics FOR VALUES FROM ('2019-01-01') TO ('2019-02-01')"));
    asWorker("SELECT ensure_month('2019-03-15')");
    assertThrows(
        IllegalStateException.class, () -> asWorker("DROP TABLE campaign_metrics_y2019m03"));
  }

  @Test
  void ensureMonth_byManyAtOnceMakesItOnce() {
    List<CompletableFuture<Void>> calls =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(() -> asWorker("SELECT ensure_month('2020-02-29')")))
            .toList();
    calls.forEach(CompletableFuture::join);
    assertEquals(
        "3",
        postgres.value(
            "SELECT count(*) FROM pg_class WHERE relname LIKE '%\\_y2020m02' AND relkind = 'r'"));
  }

  @Test
  void ensureMonth_blocksNeitherReadersNorWriters() throws SQLException {
    asWorker("SELECT ensure_month('2021-01-01')");
    try (Connection reader = postgres.jdbc("test_worker")) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT count(*) FROM campaign_metrics");
      reader.createStatement().execute("LOCK TABLE metric_changes IN ROW EXCLUSIVE MODE");
      asWorker("SELECT ensure_month('2021-02-01')");
      asWorker("SELECT count(*) FROM campaign_metrics WHERE metric_date >= '2021-02-01'");
      reader.rollback();
    }
  }

  @Test
  void ensuredMonths_haveTheIndexesOfTheirParent() {
    asWorker("SELECT ensure_month('2022-07-01')");
    assertEquals(
        postgres.value(
            "SELECT count(*) FROM pg_index WHERE indrelid = 'campaign_metrics'::regclass"),
        postgres.value(
            "SELECT count(*) FROM pg_index JOIN pg_inherits ON inhrelid = indexrelid"
                + " WHERE indrelid = 'campaign_metrics_y2022m07'::regclass"));
  }

  @Test
  void dropMonth_dropsAnOldMonthAndRefusesAnOpenOne() {
    asWorker("SELECT ensure_month('2018-01-01'); SELECT drop_month('2018-01-31')");
    assertEquals("null", postgres.value("SELECT to_regclass('campaign_metrics_y2018m01')"));
    assertThrows(IllegalStateException.class, () -> asWorker("SELECT drop_month(current_date)"));
  }
}
