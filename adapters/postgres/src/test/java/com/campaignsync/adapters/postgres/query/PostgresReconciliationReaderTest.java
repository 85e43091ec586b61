package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ReconciliationReader.Filter;
import com.campaignsync.domain.query.ReconciliationReader.Place;
import com.campaignsync.domain.query.ReconciliationReader.Proof;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresReconciliationReaderTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final DayWindow WEEK = DayWindow.inclusive(DAY.minusDays(6), DAY);
  private static final Store STORE = new Store();

  private final PostgresReconciliationReader reader =
      new PostgresReconciliationReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID connection = STORE.connection(tenant, "google_ads", "a");

  private void proof(UUID of, Entity entity, LocalDate day, Verdict verdict, int minute) {
    STORE.postgres.execute(
        "INSERT INTO reconciliations (connection_id, entity, day, job_id, tenant_id, source_rows,"
            + " source_spend, source_checksum, store_rows, store_checksum, verdict, reconciled_at)"
            + " SELECT id, ?, ?, gen_random_uuid(), tenant_id, 3, 1.5, 99999999999999999999, 2, 1,"
            + " ?, timestamptz '2026-06-01 00:00Z' + make_interval(mins => ?)"
            + " FROM connections WHERE id = ?",
        entity.wireName(),
        day,
        verdict.wireName(),
        minute,
        of);
  }

  private static Filter any(@Nullable UUID of, @Nullable Verdict verdict) {
    return new Filter(of, WEEK, null, verdict);
  }

  private List<Proof> last(TenantId of, Filter filter) {
    return Store.get(reader.last(of, filter, null, 100));
  }

  @Test
  void theLastProofOfADayCounts() {
    proof(connection, Entity.CAMPAIGN_METRICS, DAY, Verdict.HEALED, 1);
    proof(connection, Entity.CAMPAIGN_METRICS, DAY, Verdict.EQUAL, 2);
    Proof only = last(tenant, any(null, null)).get(0);
    assertEquals("equal", only.columns().get("verdict"));
    assertEquals("2026-05-31", only.columns().get("date"));
    assertEquals(3L, only.columns().get("source_rows"));
    assertEquals(new BigDecimal("1.5"), only.columns().get("source_spend"));
    assertEquals("99999999999999999999", only.columns().get("source_checksum"));
    assertEquals(List.of(), last(tenant, any(null, Verdict.HEALED)));
  }

  @Test
  void filters_byConnectionDaysAndEntity() {
    UUID second = STORE.connection(tenant, "tiktok_ads", "b");
    proof(second, Entity.CAMPAIGN_METRICS, DAY, Verdict.EQUAL, 1);
    proof(connection, Entity.ASSET_METRICS, DAY, Verdict.EQUAL, 1);
    proof(connection, Entity.CAMPAIGN_METRICS, WEEK.firstDay().minusDays(1), Verdict.EQUAL, 1);
    assertEquals(2, last(tenant, any(null, null)).size());
    assertEquals(second, last(tenant, any(second, null)).get(0).place().connectionId());
    Filter assets = new Filter(null, WEEK, Entity.ASSET_METRICS, null);
    assertEquals(1, last(tenant, assets).size());
    assertEquals(List.of(), last(STORE.tenant("UTC"), any(connection, null)));
  }

  @Test
  void pages_haveEveryDayOnceTheLatestFirst() {
    UUID second = STORE.connection(tenant, "tiktok_ads", "b");
    for (int day = 0; day < 3; day++) {
      for (Entity entity : Entity.values()) {
        proof(connection, entity, DAY.minusDays(day), Verdict.EQUAL, 1);
        proof(second, entity, DAY.minusDays(day), Verdict.EQUAL, 1);
      }
    }
    List<Proof> all = last(tenant, any(null, null));
    assertEquals(12, all.size());
    assertEquals(DAY, all.get(0).place().day());
    List<Proof> paged = new ArrayList<>();
    Place after = null;
    while (paged.size() < all.size()) {
      List<Proof> page = Store.get(reader.last(tenant, any(null, null), after, 5));
      paged.addAll(page);
      after = page.get(page.size() - 1).place();
    }
    assertEquals(all, paged);
  }
}
