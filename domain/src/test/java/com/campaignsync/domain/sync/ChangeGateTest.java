package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.campaignsync.domain.source.SourceState.Partitions;
import com.campaignsync.domain.store.Watermark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeGateTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Instant THEN = Instant.parse("2026-03-05T00:00:00.001Z");
  private static final Instant NOW = Instant.parse("2026-03-05T00:00:00.002Z");
  private static final DayWindow WINDOW = DayWindow.inclusive(DAY, DAY.plusDays(4));

  @Test
  void nothingMoved_nothingIsRead() {
    SourceState state = partitioned(Map.of(DAY, THEN, DAY.plusDays(1), THEN), false);

    assertTrue(decide(state, Map.of(DAY, THEN, DAY.plusDays(1), THEN), WINDOW).nothingToRead());
  }

  @Test
  void movedAndNewDaysAreRead_asTheFewestWindows() {
    SourceState state =
        partitioned(
            Map.of(DAY, NOW, DAY.plusDays(1), NOW, DAY.plusDays(2), THEN, DAY.plusDays(4), NOW),
            false);

    GateDecision decision = decide(state, Map.of(DAY, THEN, DAY.plusDays(2), THEN), WINDOW);

    assertEquals(
        List.of(
            DayWindow.inclusive(DAY, DAY.plusDays(1)),
            DayWindow.inclusive(DAY.plusDays(4), DAY.plusDays(4))),
        decision.days());
    assertEquals(
        Set.of(DAY, DAY.plusDays(1), DAY.plusDays(4)), decision.sourceModifiedAt().keySet());
  }

  @Test
  void aTimeThatWentBackwardsIsAChangeToo() {
    SourceState restored = partitioned(Map.of(DAY, THEN), false);

    assertFalse(decide(restored, Map.of(DAY, NOW), WINDOW).nothingToRead());
  }

  @Test
  void daysOutsideTheWindowAreLeft() {
    SourceState state = partitioned(Map.of(DAY.minusDays(1), NOW, DAY.plusDays(5), NOW), false);

    assertTrue(decide(state, Map.of(), WINDOW).nothingToRead());
  }

  @Test
  void aStreamingBufferMeansChanged_andIsReadAgainOnceItsRowsMovedTheirPartitions() {
    GateDecision live = decide(partitioned(Map.of(DAY, THEN), true), Map.of(DAY, THEN), WINDOW);
    assertEquals(List.of(WINDOW), live.days());
    assertEquals(THEN, live.sourceModifiedAt().get(DAY));

    SourceState flushed = partitioned(Map.of(DAY, THEN, DAY.plusDays(1), NOW), false);
    GateDecision after = decide(flushed, live.sourceModifiedAt(), WINDOW);
    assertEquals(Set.of(DAY.plusDays(1)), after.sourceModifiedAt().keySet());
  }

  @Test
  void anUnpartitionedTableIsGatedAsAWhole() {
    GateDecision first = decide(unpartitioned(THEN), Map.of(), WINDOW);
    assertEquals(List.of(WINDOW), first.days());

    assertTrue(decide(unpartitioned(THEN), first.sourceModifiedAt(), WINDOW).nothingToRead());
    assertFalse(decide(unpartitioned(NOW), first.sourceModifiedAt(), WINDOW).nothingToRead());
  }

  @Test
  void aViewIsNeverGated_andSaysSo() {
    GateDecision first = decide(unpartitioned(null), Map.of(), WINDOW);
    GateDecision second = decide(unpartitioned(null), first.sourceModifiedAt(), WINDOW);

    assertEquals(List.of(WINDOW), second.days());
    assertEquals("ungated: a VIEW", second.reason());
  }

  @Test
  void aMonthsPartition_movesEachOfItsDays() {
    SourceState state =
        new SourceState(
            Set.of(),
            Set.of(),
            new Partitions(PartitionKind.MONTH, Map.of(DAY, NOW), null),
            NOW,
            false,
            null);
    DayWindow overTheMonthsEnd = DayWindow.inclusive(DAY.minusDays(1), DAY.plusDays(1));

    GateDecision decision = decide(state, Map.of(DAY, NOW), overTheMonthsEnd);

    assertEquals(Map.of(DAY.plusDays(1), NOW), decision.sourceModifiedAt());
  }

  @Test
  void everyDay_leavesOutWhatThisJobStored_butNotWhatAnotherDid() {
    SourceState state = partitioned(Map.of(DAY, THEN), false);
    Map<LocalDate, Watermark> marks =
        Map.of(
            DAY, new Watermark(THEN, NOW, JOB), DAY.plusDays(1), new Watermark(THEN, NOW, OTHER));

    GateDecision decision = ChangeGate.everyDay(state, marks, WINDOW, JOB, "full_sync");

    assertEquals(List.of(DayWindow.inclusive(DAY.plusDays(1), WINDOW.lastDay())), decision.days());
    assertEquals("full_sync", decision.reason());
  }

  private static final UUID JOB = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static GateDecision decide(
      SourceState state, Map<LocalDate, Instant> stored, DayWindow window) {
    Map<LocalDate, Watermark> marks =
        stored.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, mark -> new Watermark(mark.getValue(), THEN, OTHER)));
    return ChangeGate.moved(state, marks, window, JOB);
  }

  private static SourceState partitioned(Map<LocalDate, Instant> times, boolean buffer) {
    return new SourceState(
        Set.of(), Set.of(), new Partitions(PartitionKind.DAY, times, null), NOW, buffer, null);
  }

  private static SourceState unpartitioned(@Nullable Instant modifiedAt) {
    return new SourceState(Set.of(), Set.of(), null, modifiedAt, false, "a VIEW");
  }
}
