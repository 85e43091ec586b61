package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.MetricsStoreBench.Change;
import com.campaignsync.domain.store.MetricsStoreBench.Reject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every metrics store must do, whatever it is made of. */
public abstract class MetricsStoreContract {

  static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  static final LocalDate NEXT = DAY.plusDays(1);
  static final Instant V1 = Instant.parse("2026-06-01T06:00:00Z");
  static final Instant V2 = V1.plusSeconds(3600);
  static final Instant V3 = V2.plusSeconds(3600);
  public static final DayWindow WINDOW = DayWindow.inclusive(DAY.minusDays(3), DAY.plusDays(10));

  MetricsStoreBench bench;

  /** A store with one connection that nobody else writes. */
  protected abstract MetricsStoreBench newBench(String tenant, String account);

  @BeforeEach
  void newBench() {
    bench = newBench("T" + UUID.randomUUID(), "1");
  }

  // Building blocks.

  static MetricRow row(String campaign, LocalDate day, @Nullable Long clicks) {
    return MetricsStoreBench.row(campaign, day, MetricRow.WHOLE_DAY, "USD", clicks);
  }

  static AssetRow asset(String campaign, String asset, LocalDate day, @Nullable Long engagements) {
    return new AssetRow(asset, "Name of " + asset, engagements, row(campaign, day, 1L));
  }

  static List<SourceRecord> accepted(MetricRow... rows) {
    return Stream.of(rows).<SourceRecord>map(SourceRecord.Accepted::new).toList();
  }

  static List<SourceRecord> acceptedAssets(AssetRow... rows) {
    return Stream.of(rows).<SourceRecord>map(SourceRecord.AcceptedAsset::new).toList();
  }

  static SourceRecord rejected(LocalDate day, RejectReason reason, String rawJson) {
    return new SourceRecord.Rejected(day, reason, rawJson);
  }

  static Deletion proven(LocalDate... days) {
    return new Deletion(Set.of(days), false);
  }

  static LoadCounts counts(
      long inserted, long updated, long unchanged, long rejected, long deleted) {
    long processed = inserted + updated + unchanged + rejected;
    return new LoadCounts(processed, inserted, updated, unchanged, rejected, deleted, Set.of());
  }

  LoadCounts load(Instant version, MetricRow... rows) {
    return bench.load(Entity.CAMPAIGN_METRICS, version, Deletion.NONE, accepted(rows));
  }

  LoadCounts resync(Instant version, Set<LocalDate> days, MetricRow... rows) {
    return bench.loadDays(
        Entity.CAMPAIGN_METRICS, version, new Deletion(days, false), days, accepted(rows));
  }

  static MetricRow[] many(int count, LocalDate day) {
    return IntStream.range(0, count).mapToObj(i -> row("c" + i, day, 1L)).toArray(MetricRow[]::new);
  }

  // Upserts and their log.

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

  // Watermarks and digests.

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

  // Deletes.

  @Test
  void load_deletesNothingWithoutProof() {
    load(V1, row("a", DAY, 5L), row("b", DAY, 1L));
    assertEquals(counts(0, 0, 1, 0, 0), load(V2, row("a", DAY, 5L)));
    assertEquals(2, bench.rows().size());
  }

  @Test
  void load_deletesAndLogsWhatVanishedOfAProvenDay() {
    load(V1, row("a", DAY, 5L), row("b", DAY, 1L), row("b", NEXT, 2L));
    assertEquals(counts(0, 0, 1, 0, 1), resync(V2, Set.of(DAY), row("a", DAY, 5L)));
    assertEquals(List.of(row("a", DAY, 5L), row("b", NEXT, 2L)), bench.rows());
    assertEquals(
        List.of(new Change(Entity.CAMPAIGN_METRICS, "delete", "b", null, DAY, 1L, null)),
        bench.changes());
    bench.assertSums();
  }

  @Test
  void load_deletesOnlyInProvenDaysOfThoseLoaded() {
    load(V1, row("a", DAY, 5L), row("b", NEXT, 2L));
    bench.loadDays(
        Entity.CAMPAIGN_METRICS, V2, proven(DAY), Set.of(NEXT), accepted(row("c", NEXT, 2L)));
    assertEquals(3, bench.rows().size());
  }

  @Test
  void load_deletesAllOfAnEmptyDayAndKeepsTheCampaign() {
    load(V1, row("a", DAY, 5L));
    assertEquals(counts(0, 0, 0, 0, 1), resync(V2, Set.of(DAY)));
    assertEquals(List.of(), bench.rows());
    bench.assertSums();
    assertEquals(counts(1, 0, 0, 0, 0), load(V3, row("a", DAY, 6L)));
    bench.assertSums();
  }

  @Test
  void load_deletesInTheLoadThatAlsoChangesTheCampaign() {
    load(V1, row("a", DAY, 5L), row("a", NEXT, 7L));
    assertEquals(counts(0, 1, 0, 0, 1), resync(V2, Set.of(DAY, NEXT), row("a", DAY, 6L)));
    assertEquals(List.of(row("a", DAY, 6L)), bench.rows());
    bench.assertSums();
  }

  @Test
  void load_deletesNothingThatALaterExtractionStored() {
    load(V3, row("a", DAY, 5L));
    assertEquals(counts(0, 0, 0, 0, 0), resync(V2, Set.of(DAY)));
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
  }

  @Test
  void guard_keepsADayThatWouldLoseTooMuch() {
    load(V1, many(40, DAY));
    load(V1, many(11, NEXT));
    Set<LocalDate> days = Set.of(DAY, NEXT);
    // 12 of 40 is too much; 8 of 11 are few.
    List<MetricRow> left = new ArrayList<>(List.of(many(28, DAY)));
    left.addAll(List.of(many(3, NEXT)));
    LoadCounts done = resync(V2, days, left.toArray(MetricRow[]::new));
    assertEquals(new LoadCounts(31, 0, 0, 31, 0, 8, Set.of(DAY)), done);
    assertEquals(43, bench.rows().size());
    bench.assertSums();
  }

  @Test
  void guard_letsGoWhatIsJustNotTooMuch() {
    load(V1, many(60, DAY));
    assertEquals(12, resync(V2, Set.of(DAY), many(48, DAY)).deleted());
    assertEquals(10, resync(V3, Set.of(DAY), many(38, DAY)).deleted());
  }

  @Test
  void guard_isOverruledByForce() {
    load(V1, many(40, DAY));
    LoadCounts done =
        bench.loadDays(
            Entity.CAMPAIGN_METRICS,
            V2,
            new Deletion(Set.of(DAY), true),
            Set.of(DAY),
            accepted(many(1, DAY)));
    assertEquals(counts(0, 0, 1, 0, 39), done);
  }

  // Rejects.

  @Test
  void reject_ofAStoredKeyKeepsTheRow() {
    load(V1, row("a", DAY, 5L), row("b", DAY, 1L), row("c", DAY, 1L), row("d", DAY, 1L));
    List<SourceRecord> read =
        List.of(
            rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\",\"metric_hour\":-1}"),
            rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"b\"}"),
            rejected(DAY, RejectReason.BAD_HOUR, "{\"campaign_id\":\"c\",\"metric_hour\":24}"),
            rejected(DAY, RejectReason.NO_CAMPAIGN, "{\"campaign_id\":null}"));
    LoadCounts done = bench.load(Entity.CAMPAIGN_METRICS, V2, proven(DAY), read);
    assertEquals(counts(0, 0, 0, 4, 2), done);
    assertEquals(List.of(row("a", DAY, 5L), row("b", DAY, 1L)), bench.rows());
  }

  @Test
  void reject_withoutAReadableKeyKeepsTheDay() {
    load(V1, row("a", DAY, 5L), row("a", NEXT, 1L));
    List<SourceRecord> read = List.of(rejected(DAY, RejectReason.BAD_TEXT, "{\"n\":\"\\u0000\"}"));
    Set<LocalDate> days = Set.of(DAY, NEXT);
    bench.loadDays(Entity.CAMPAIGN_METRICS, V2, new Deletion(days, false), days, read);
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
  }

  @Test
  void changedCurrency_isRejectedAndTheStoredRowKept() {
    load(V1, row("a", DAY, 5L));
    MetricRow inEuros = MetricsStoreBench.row("a", DAY, MetricRow.WHOLE_DAY, "EUR", 6L);
    assertEquals(counts(0, 0, 0, 1, 0), resync(V2, Set.of(DAY), inEuros));
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
    assertEquals(
        List.of(
            new Reject(
                Entity.CAMPAIGN_METRICS, DAY, RejectReason.CURRENCY_CHANGED, true, bench.jobId())),
        bench.rejects());
    bench.assertSums();
  }

  @Test
  void loadOfSomeCampaigns_movesNoWatermark_andLeavesTheOthersRowsAndRejects() {
    SourceRecord badA = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}");
    SourceRecord badC = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"c\"}");
    List<SourceRecord> first = new ArrayList<>(accepted(row("b", DAY, 1L)));
    first.addAll(List.of(badA, badC));
    bench.load(Entity.CAMPAIGN_METRICS, V1, Deletion.NONE, first);
    Watermark before = bench.watermarks(Entity.CAMPAIGN_METRICS).get(DAY);
    bench.newJob();

    assertEquals(
        counts(1, 0, 0, 0, 0), bench.loadOnly(Set.of("a"), V2, accepted(row("a", DAY, 7L))));

    assertEquals(before, bench.watermarks(Entity.CAMPAIGN_METRICS).get(DAY));
    assertEquals(List.of(row("a", DAY, 7L), row("b", DAY, 1L)), bench.rows());
    assertEquals(1, bench.rejects().stream().filter(Reject::open).count());
    bench.assertSums();
  }

  private static MetricRow inEuros(String campaign, LocalDate day) {
    return MetricsStoreBench.row(campaign, day, MetricRow.WHOLE_DAY, "EUR", 6L);
  }

  private LoadCounts force(Set<LocalDate> days, List<SourceRecord> read) {
    return bench.loadDays(Entity.CAMPAIGN_METRICS, V2, new Deletion(days, true), days, read);
  }

  @Test
  void force_changesACurrencyWhereEveryStoredRowIsReplaced() {
    load(V1, row("a", DAY, 5L), row("a", NEXT, 5L), row("b", DAY, 5L));
    List<SourceRecord> read = accepted(inEuros("a", DAY), row("b", DAY, 5L));
    assertEquals(counts(0, 1, 1, 0, 1), force(Set.of(DAY, NEXT), read));
    assertEquals(List.of(inEuros("a", DAY), row("b", DAY, 5L)), bench.rows());
    assertEquals(List.of(), bench.rejects());
    bench.assertSums();
  }

  @Test
  void force_changesNoCurrencyWhileARowOfItStays() {
    load(V1, row("a", DAY, 5L), row("a", NEXT, 5L));
    assertEquals(counts(0, 0, 0, 1, 0), force(Set.of(DAY), accepted(inEuros("a", DAY))));
    List<SourceRecord> bad = new ArrayList<>(accepted(inEuros("a", DAY)));
    bad.add(rejected(NEXT, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}"));
    assertEquals(counts(0, 0, 0, 2, 0), force(Set.of(DAY, NEXT), bad));
    List<SourceRecord> mixed = accepted(inEuros("a", DAY), row("a", NEXT, 5L));
    assertEquals(counts(0, 0, 1, 1, 0), force(Set.of(DAY, NEXT), mixed));
    assertEquals(List.of(row("a", DAY, 5L), row("a", NEXT, 5L)), bench.rows());
    bench.assertSums();
  }

  @Test
  void load_mendsRowsInAnotherCurrencyThanTheirCampaigns() {
    load(V1, row("a", DAY, 5L));
    loadAssets(V1, Deletion.NONE, asset("a", "x", DAY, 3L));
    bench.tamperWithCurrency(Entity.CAMPAIGN_METRICS, "XXX");
    bench.tamperWithCurrency(Entity.ASSET_METRICS, "XXX");
    assertEquals(counts(0, 1, 0, 0, 0), load(V2, row("a", DAY, 5L)));
    assertEquals(counts(0, 1, 0, 0, 0), loadAssets(V2, Deletion.NONE, asset("a", "x", DAY, 3L)));
    assertEquals(List.of(row("a", DAY, 5L)), bench.rows());
    assertEquals(List.of(asset("a", "x", DAY, 3L)), bench.assetRows());
    assertEquals(2, bench.changes().size());
    bench.assertSums();
  }

  @Test
  void reject_isSettledByTheLoadThatReadsItsDayWell() {
    SourceRecord bad = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}");
    bench.load(Entity.CAMPAIGN_METRICS, V1, Deletion.NONE, List.of(bad));
    load(V2, row("b", NEXT, 1L));
    assertEquals(List.of(true), bench.rejects().stream().map(Reject::open).toList());
    load(V2, row("a", DAY, 1L));
    assertEquals(List.of(false), bench.rejects().stream().map(Reject::open).toList());
  }

  @Test
  void reject_thatStaysTheSameIsKeptOnce() {
    SourceRecord bad = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}");
    SourceRecord nameless = rejected(DAY, RejectReason.NO_CAMPAIGN, "{\"campaign_id\":null}");
    List<SourceRecord> read = List.of(bad, nameless, nameless);
    bench.load(Entity.CAMPAIGN_METRICS, V1, Deletion.NONE, read);
    bench.newJob();
    assertEquals(
        counts(0, 0, 0, 3, 0), bench.load(Entity.CAMPAIGN_METRICS, V2, Deletion.NONE, read));
    assertEquals(3, bench.rejects().size());
    for (Reject reject : bench.rejects()) {
      assertEquals(List.of(true, bench.jobId()), List.of(reject.open(), reject.jobId()));
    }
  }

  @Test
  void reject_ofOneEntityIsNotSettledByTheOther() {
    SourceRecord bad = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}");
    bench.load(Entity.ASSET_METRICS, V1, Deletion.NONE, List.of(bad));
    load(V2, row("a", DAY, 1L));
    assertEquals(List.of(true), bench.rejects().stream().map(Reject::open).toList());
  }

  @Test
  void reject_readByAnOlderExtractionSettlesNothing() {
    SourceRecord bad = rejected(DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"a\"}");
    bench.load(Entity.CAMPAIGN_METRICS, V2, Deletion.NONE, List.of(bad));
    assertEquals(counts(0, 0, 1, 0, 0), load(V1, row("a", DAY, 1L)));
    assertEquals(List.of(true), bench.rejects().stream().map(Reject::open).toList());
  }

  // Assets.

  private LoadCounts loadAssets(Instant version, Deletion deletion, AssetRow... rows) {
    return bench.load(Entity.ASSET_METRICS, version, deletion, acceptedAssets(rows));
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
