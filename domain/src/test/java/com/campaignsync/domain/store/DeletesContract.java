package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.store.MetricsStoreBench.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When rows that vanished at the source go, and when they stay. */
public abstract class DeletesContract extends MetricsStoreFixture {

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
}
