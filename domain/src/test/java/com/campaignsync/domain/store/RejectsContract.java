package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.MetricsStoreBench.Reject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept aside, when it is settled, and what becomes of currencies. */
public abstract class RejectsContract extends DeletesContract {

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
}
