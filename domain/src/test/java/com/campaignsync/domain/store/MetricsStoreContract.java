package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.MetricsStoreBench.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every metrics store must do, whatever it is made of. */
public abstract class MetricsStoreContract extends RejectsContract {

  @Test
  void load_storesNewRowsAndCountsThem() {
    assertEquals(counts(2, 0, 0, 0, 0), load(V1, row("a", DAY, 5L), row("b", NEXT, null)));
    assertEquals(List.of(row("a", DAY, 5L), row("b", NEXT, null)), bench.rows());
    assertEquals(List.of(), bench.changes());
  }

  @Test
  void load_twiceIsTheSameAsOnce() {
    load(V1, row("a", DAY, 5L));
    assertEquals(counts(0, 0, 1, 0, 0), load(V2, row("a", DAY, 5L)));
    assertEquals(List.of(), bench.changes());
  }

  @Test
  void load_logsOldAndNewOfARestatedRow() {
    load(V1, row("a", DAY, 5L), row("b", DAY, 1L));
    LoadCounts done = load(V2, row("a", DAY, 7L), row("b", DAY, 1L), row("c", DAY, 1L));
    assertEquals(counts(1, 1, 1, 0, 0), done);
    assertEquals(
        List.of(new Change(Entity.CAMPAIGN_METRICS, "update", "a", null, DAY, 5L, 7L)),
        bench.changes());
  }

  @Test
  void load_neverOverwritesANewerExtraction() {
    load(V2, row("a", DAY, 5L));
    LoadCounts done = load(V1, row("a", DAY, 4L), row("b", DAY, 1L), row("c", NEXT, 1L));
    assertEquals(counts(1, 0, 2, 0, 0), done);
    assertEquals(List.of(row("a", DAY, 5L), row("c", NEXT, 1L)), bench.rows());
    assertEquals(V2, bench.watermarks(Entity.CAMPAIGN_METRICS).get(DAY).extractionVersion());
  }

  @Test
  void load_withoutTheLeaseWritesNothing() {
    load(V1, row("a", DAY, 5L));
    bench.loseLease();
    StoreException error = assertThrows(StoreException.class, () -> load(V2, row("a", DAY, 6L)));
    assertEquals(StoreException.Code.FENCED, error.code());
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
  }

  @Test
  void load_refusesAKeyTwiceAndSaysSo() {
    StoreException error =
        assertThrows(StoreException.class, () -> load(V1, row("a", DAY, 1L), row("a", DAY, 2L)));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
    assertTrue(error.getMessage().contains("two rows of one key"), error.getMessage());
    assertEquals(List.of(), bench.rows());
  }

  @Test
  void load_leavesOtherConnectionsOfTheTenantAlone() {
    MetricsStoreBench other = newBench(bench.connection().tenantId().value(), "2");
    load(V1, row("a", DAY, 5L), row("gone", DAY, 1L));
    other.load(Entity.CAMPAIGN_METRICS, V1, Deletion.NONE, accepted(row("a", DAY, 7L)));
    resync(V2, Set.of(DAY), row("a", DAY, 6L));
    assertEquals(List.of(row("a", DAY, 6L)), bench.rows());
    assertEquals(List.of(row("a", DAY, 7L)), other.rows());
    other.loadDays(Entity.CAMPAIGN_METRICS, V3, proven(DAY), Set.of(DAY), List.of());
    assertEquals(List.of(row("a", DAY, 6L)), bench.rows());
    assertEquals(List.of(), other.rows());
    bench.assertSums();
    other.assertSums();
  }

  @Test
  void watermarks_sayWhatOfEachDayIsStored() {
    Instant modified = Instant.parse("2026-06-01T05:00:00Z");
    bench.sourceModifiedAt(Map.of(DAY, modified));
    load(V1, row("a", DAY, 1L));
    assertEquals(
        Map.of(DAY, new Watermark(modified, V1, bench.jobId())),
        bench.watermarks(Entity.CAMPAIGN_METRICS));
    assertEquals(Map.of(), bench.watermarks(Entity.ASSET_METRICS));
  }

  @Test
  void watermarks_holdEmptyDaysToo() {
    LoadCounts done =
        bench.loadDays(Entity.CAMPAIGN_METRICS, V1, Deletion.NONE, Set.of(DAY), List.of());
    assertEquals(LoadCounts.NONE, done);
    assertEquals(Set.of(DAY), bench.watermarks(Entity.CAMPAIGN_METRICS).keySet());
  }

  @Test
  void digests_dependOnWhatIsStoredAlone() {
    MetricsStoreBench other = newBench("T" + UUID.randomUUID(), "1");
    load(V1, row("a", DAY, 5L), row("b", DAY, null), row("c", NEXT, 0L));
    other.load(Entity.CAMPAIGN_METRICS, V2, Deletion.NONE, accepted(row("b", DAY, null)));
    other.load(Entity.CAMPAIGN_METRICS, V3, Deletion.NONE, accepted(row("a", DAY, 5L)));
    Map<LocalDate, DayDigest> digests = bench.digests(Entity.CAMPAIGN_METRICS);
    assertEquals(Set.of(DAY, NEXT), digests.keySet());
    assertEquals(digests.get(DAY), other.digests(Entity.CAMPAIGN_METRICS).get(DAY));
    load(V2, row("a", DAY, 6L), row("b", DAY, null));
    assertTrue(!digests.get(DAY).agreesWith(bench.digests(Entity.CAMPAIGN_METRICS).get(DAY)));
  }

  @Test
  void assets_areStoredBesideTheirCampaigns() {
    load(V1, row("a", DAY, 5L));
    AssetRow[] rows = {asset("a", "x", DAY, 3L), asset("new", "x", DAY, null)};
    assertEquals(counts(2, 0, 0, 0, 0), loadAssets(V1, Deletion.NONE, rows));
    assertEquals(List.of(rows), bench.assetRows());
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
    assertEquals(counts(0, 0, 2, 0, 0), loadAssets(V2, Deletion.NONE, rows));
    bench.assertSums();
  }

  @Test
  void assets_areRestatedRenamedAndLogged() {
    loadAssets(V1, Deletion.NONE, asset("a", "x", DAY, 3L));
    AssetRow renamed = new AssetRow("x", "New name", 4L, row("a", DAY, 1L));
    assertEquals(counts(0, 1, 0, 0, 0), loadAssets(V2, Deletion.NONE, renamed));
    assertEquals(List.of(renamed), bench.assetRows());
    assertEquals(
        List.of(new Change(Entity.ASSET_METRICS, "update", "a", "x", DAY, 1L, 1L)),
        bench.changes());
  }

  @Test
  void assets_thatVanishAreDeletedUnlessRejected() {
    load(V1, row("a", DAY, 5L));
    loadAssets(
        V1,
        Deletion.NONE,
        asset("a", "x", DAY, 3L),
        asset("a", "y", DAY, 3L),
        asset("a", "z", DAY, 3L));
    List<SourceRecord> read =
        List.of(
            new SourceRecord.AcceptedAsset(asset("a", "x", DAY, 3L)),
            rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\",\"asset_id\":\"y\"}"));
    LoadCounts done = bench.load(Entity.ASSET_METRICS, V2, proven(DAY), read);
    assertEquals(counts(0, 0, 1, 1, 1), done);
    assertEquals(List.of("x", "y"), bench.assetRows().stream().map(AssetRow::assetId).toList());
    assertEquals(
        List.of(new Change(Entity.ASSET_METRICS, "delete", "a", "z", DAY, 1L, null)),
        bench.changes());
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
  }

  @Test
  void assets_haveWatermarksVersionsAndDigestsOfTheirOwn() {
    load(V3, row("a", DAY, 5L));
    loadAssets(V1, Deletion.NONE, asset("a", "x", DAY, 3L));
    assertEquals(V1, bench.watermarks(Entity.ASSET_METRICS).get(DAY).extractionVersion());
    assertEquals(V3, bench.watermarks(Entity.CAMPAIGN_METRICS).get(DAY).extractionVersion());
    assertEquals(Set.of(DAY), bench.digests(Entity.ASSET_METRICS).keySet());
    assertEquals(1, bench.digests(Entity.ASSET_METRICS).get(DAY).rows());
  }

  @Test
  void assets_inAnotherCurrencyThanTheirCampaignAreRejected() {
    load(V1, row("a", DAY, 5L));
    AssetRow inEuros =
        new AssetRow(
            "x", null, 1L, MetricsStoreBench.row("a", DAY, MetricRow.WHOLE_DAY, "EUR", 6L));
    assertEquals(counts(0, 0, 0, 1, 0), loadAssets(V1, Deletion.NONE, inEuros));
  }
}
