package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SumsCorrected;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was done to totals and rows behind our back is put right by a job that proves its days. */
class ProvedTotalsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 30);
  private static final LocalDate NEXT = DAY.plusDays(1);
  private static final Instant V1 = Instant.parse("2026-06-02T00:00:00Z");
  private static final Instant V2 = V1.plusSeconds(60);
  private static final String TOTALS =
      "SELECT campaign_id, total_clicks FROM campaign_spaces WHERE connection_id = ?"
          + " ORDER BY campaign_id";
  private static final String VERSION =
      "SELECT data_version FROM tenants t JOIN connections c ON c.tenant_id = t.id WHERE c.id = ?";

  private Fixture fixture;

  @BeforeEach
  void twoDays() {
    fixture = new Fixture();
    fixture.load(V1, row("a", DAY, 5L, "1"), row("a", NEXT, 7L, "1"), row("b", DAY, 1L, "1"));
    ConnectionFixture.execute(
        "UPDATE campaign_spaces SET total_clicks = 99 WHERE connection_id = ? AND campaign_id = 'a'",
        fixture.connection.id());
  }

  @Test
  void aLoadBeforeTheLast_leavesTotalsAlone() {
    prove(Set.of(DAY, NEXT), DAY, row("a", DAY, 5L, "1"), row("b", DAY, 1L, "1"));
    assertEquals(List.of("a|99", "b|1"), fixture.rows(TOTALS));
  }

  @Test
  void theLastLoad_countsThemAnewThoughNoRowDiffers() {
    String before = fixture.value(VERSION);
    prove(Set.of(NEXT), NEXT, row("a", NEXT, 7L, "1"));
    assertEquals(List.of("a|12", "b|1"), fixture.rows(TOTALS));
    assertEquals(Long.parseLong(before) + 1, Long.parseLong(fixture.value(VERSION)));
  }

  @Test
  void theLastLoadOfADayThatMayHaveExpired_countsThemToo() {
    prove(Set.of(), NEXT.plusDays(1));
    assertEquals(List.of("a|12", "b|1"), fixture.rows(TOTALS));
  }

  @Test
  void rightTotals_areNotWritten() {
    prove(Set.of(NEXT), NEXT, row("a", NEXT, 7L, "1"));
    String before = fixture.value(VERSION);
    prove(Set.of(NEXT), NEXT, row("a", NEXT, 7L, "1"));
    assertEquals(before, fixture.value(VERSION));
  }

  @Test
  void proveSums_mendsRollupsThatAreWrongMissingOrTooMuch_andTheTotals() {
    String before = fixture.value(VERSION);
    execute(
        "UPDATE metrics_daily SET spend = 99 WHERE connection_id = ? AND metric_date = '"
            + DAY
            + "'");
    execute("DELETE FROM metrics_daily WHERE connection_id = ? AND metric_date = '" + NEXT + "'");
    execute(
        "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency, clicks)"
            + " SELECT tenant_id, id, platform, '"
            + NEXT.plusDays(1)
            + "', 'EUR', 7 FROM connections WHERE id = ?");

    assertEquals(new SumsCorrected(3, 1), proveSums());

    StoredSums.assertExact(fixture, "proven");
    assertEquals(Long.parseLong(before) + 1, Long.parseLong(fixture.value(VERSION)));
  }

  @Test
  void proveSums_ofRightOnes_writesNothing() {
    proveSums();
    String before = fixture.value(VERSION);
    assertEquals(SumsCorrected.NONE, proveSums());
    assertEquals(before, fixture.value(VERSION));
  }

  @Test
  void proveSums_withoutTheLease_writesNothing() {
    execute("UPDATE connection_leases SET fence = fence + 1 WHERE connection_id = ?");
    assertThrows(StoreException.class, this::proveSums);
    assertEquals(List.of("a|99", "b|1"), fixture.rows(TOTALS));
  }

  @Test
  void aProvingLoadThatOnlyMendsARollup_movesTheDataVersion() {
    proveSums();
    String before = fixture.value(VERSION);
    execute("UPDATE metrics_daily SET spend = 99 WHERE connection_id = ?");
    prove(Set.of(NEXT), NEXT, row("a", NEXT, 7L, "1"));
    assertEquals(Long.parseLong(before) + 1, Long.parseLong(fixture.value(VERSION)));
  }

  private void execute(String sql) {
    ConnectionFixture.execute(sql, fixture.connection.id());
  }

  private SumsCorrected proveSums() {
    return Fixture.await(
        fixture.metrics.proveSums(
            fixture.lease, fixture.connection, DayWindow.inclusive(DAY, NEXT.plusDays(1))));
  }

  private void prove(Set<LocalDate> outstanding, LocalDate day, MetricRow... rows) {
    fixture.loadDays(
        V2,
        new Deletion(outstanding, false),
        Set.of(day),
        List.of(rows).stream().map(SourceRecord.Accepted::new).toList());
  }
}
