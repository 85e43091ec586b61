package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.Reconciliation;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoreException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReconciliationStoreTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final DayDigest FULL =
      new DayDigest(
          3,
          new BigDecimal("9007199254740993"),
          BigDecimal.ZERO,
          new BigDecimal("1E+3"),
          new BigDecimal("0.000000001"),
          new BigDecimal("-1.5"),
          new BigDecimal("3458764513820540925"));

  private final PostgresReconciliationStore store =
      new PostgresReconciliationStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();
  private final Lease lease = fixture.lease();
  private final UUID jobId = fixture.newJob("running", "reconcile", "campaign_metrics");

  private void keep(UUID job, Reconciliation... verdicts) {
    await(store.keep(lease, job, Entity.CAMPAIGN_METRICS, List.of(verdicts)));
  }

  private static Reconciliation found(LocalDate day, Verdict verdict) {
    return new Reconciliation(day, FULL, DayDigest.EMPTY, verdict);
  }

  private List<String> rows(String columns) {
    return ConnectionFixture.POSTGRES.rows(
        "SELECT " + columns + " FROM reconciliations WHERE connection_id = ? ORDER BY day, 1",
        fixture.id);
  }

  @Test
  void keep_holdsBothSidesExactly() {
    keep(jobId, found(DAY, Verdict.HEALED));
    assertEquals(
        List.of(
            fixture.tenant.value()
                + "|3|9007199254740993|0|1000|0.000000001|-1.5|3458764513820540925"
                + "|0|null|null|null|null|null|0|healed|"
                + jobId),
        rows(
            "tenant_id, source_rows, source_impressions, source_clicks, source_spend,"
                + " source_conversions, source_revenue, source_checksum, store_rows,"
                + " store_impressions, store_clicks, store_spend, store_conversions, store_revenue,"
                + " store_checksum, verdict, healed_by_job"));
  }

  @Test
  void keep_ofADayAgainReplacesTheJobsOwnVerdictAndKeepsOthers() {
    UUID later = fixture.newJob("running", "reconcile", "campaign_metrics");
    keep(jobId, found(DAY, Verdict.HEALED), found(DAY.plusDays(1), Verdict.EQUAL));
    keep(jobId, found(DAY, Verdict.GUARDED));
    keep(later, found(DAY, Verdict.EQUAL));
    assertEquals(
        List.of("equal|null", "guarded|null", "equal|null"), rows("verdict, healed_by_job"));
  }

  @Test
  void keep_isNewsToTheTenant() {
    keep(jobId, found(DAY, Verdict.EQUAL));
    assertEquals(
        "1",
        ConnectionFixture.POSTGRES.value(
            "SELECT data_version FROM tenants WHERE id = ?", fixture.tenant.value()));
  }

  @Test
  void keep_underALostLeaseIsFenced() {
    Lease lost = new Lease(fixture.id, "fixture", lease.fence() - 1);
    StoreException error =
        assertThrows(
            StoreException.class,
            () ->
                await(
                    store.keep(
                        lost, jobId, Entity.CAMPAIGN_METRICS, List.of(found(DAY, Verdict.EQUAL)))));
    assertEquals(StoreException.Code.FENCED, error.code());
    assertEquals(List.of(), rows("day"));
  }
}
