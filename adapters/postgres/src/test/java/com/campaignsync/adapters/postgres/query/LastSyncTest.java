package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How fresh an answer says it is: as fresh as the connections that its rows come from. */
class LastSyncTest {

  private static final String EARLY = "2026-03-01T06:00:00Z";
  private static final String LATE = "2026-03-02T06:00:00Z";
  private static final Store STORE = new Store();

  private final PostgresMetricsReader reader = new PostgresMetricsReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID stale = synced("google_ads", "a", EARLY);
  private final UUID fresh = synced("tiktok", "b", LATE);
  private final UUID never = STORE.connection(tenant, "google_ads", "c");
  private final UUID ofStale = STORE.campaign(stale, "1", "EUR");
  private final UUID ofFresh = STORE.campaign(fresh, "2", "EUR");

  private UUID synced(String platform, String name, String at) {
    UUID id = STORE.connection(tenant, platform, name);
    STORE.postgres.execute(
        "UPDATE connections SET last_sync_completed_at = CAST(? AS timestamptz) WHERE id = ?",
        at,
        id);
    return id;
  }

  private String lastSynced(List<UUID> campaigns, String platform) {
    DayWindow day = DayWindow.inclusive(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 1));
    MetricsFilter filter =
        new MetricsFilter(campaigns, Optional.ofNullable(platform), Optional.empty());
    MetricsQuery query = MetricsQuery.of(day, filter, MetricsShape.BY_DATE, 10);
    return Store.get(reader.report(tenant, info -> query))
        .report()
        .lastSyncedAt()
        .map(Instant::toString)
        .orElse("never");
  }

  @Test
  void withoutAFilter_itIsThatOfAnyConnection() {
    assertEquals(LATE, lastSynced(List.of(), null));
  }

  @Test
  void ofAPlatform_itIsThatOfItsConnections() {
    assertEquals(EARLY, lastSynced(List.of(), "google_ads"));
    assertEquals(LATE, lastSynced(List.of(), "tiktok"));
    assertEquals("never", lastSynced(List.of(), "x"));
  }

  @Test
  void ofCampaigns_itIsThatOfTheirConnections() {
    assertEquals(EARLY, lastSynced(List.of(ofStale), null));
    assertEquals(LATE, lastSynced(List.of(ofStale, ofFresh), null));
    assertEquals("never", lastSynced(List.of(STORE.campaign(never, "3", "EUR")), null));
  }

  @Test
  void ofCampaignsAndAPlatform_bothHold() {
    assertEquals(EARLY, lastSynced(List.of(ofStale, ofFresh), "google_ads"));
    assertEquals("never", lastSynced(List.of(ofFresh), "google_ads"));
  }
}
