package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.TimePartitioning.Type;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionGateTest {

  private static final SourceMapping IDENTITY = new SourceMapping("t", Map.of());

  @Test
  void daysAndMonthsOfTheMappedDate_gate() {
    assertEquals(PartitionKind.DAY, PartitionGate.of(IDENTITY, on("metric_date", Type.DAY)).kind());
    assertEquals(
        PartitionKind.MONTH, PartitionGate.of(IDENTITY, on("METRIC_DATE", Type.MONTH)).kind());
    assertEquals(
        PartitionKind.MONTH,
        PartitionGate.of(saying("metric_date", "month"), on("metric_date", Type.MONTH)).kind());
  }

  @Test
  void anythingElse_doesNot_andSaysWhy() {
    assertUngated("not partitioned by day or month on metric_date", IDENTITY, null);
    assertUngated(
        "partitioned by ingestion time, which does not tell the days of its rows",
        IDENTITY,
        TimePartitioning.of(Type.DAY));
    assertUngated(
        "partitioned on loaded_at, not on metric_date", IDENTITY, on("loaded_at", Type.DAY));
    assertUngated(
        "partitioned by year on metric_date, not by day or month",
        IDENTITY,
        on("metric_date", Type.YEAR));
  }

  @Test
  void aMappingThatSaysOtherwise_isBelievedToKnowBetter() {
    assertUngated(
        "the mapping says not to rely on partitions",
        MappingDocument.parse("t", Map.of("partition", Map.of("kind", "none"))),
        on("metric_date", Type.DAY));
    assertUngated(
        "partitioned by day on metric_date, which is not what the mapping says",
        saying("metric_date", "month"),
        on("metric_date", Type.DAY));
  }

  @Test
  void aPartitionsId_isItsFirstDay_andRowsOfNoDayHaveNone() {
    assertEquals(LocalDate.of(2026, 11, 9), PartitionTimes.firstDay("20261109", PartitionKind.DAY));
    assertEquals(LocalDate.of(2026, 11, 1), PartitionTimes.firstDay("202611", PartitionKind.MONTH));
    assertNull(PartitionTimes.firstDay("__NULL__", PartitionKind.DAY));
    assertNull(PartitionTimes.firstDay("__UNPARTITIONED__", PartitionKind.MONTH));
  }

  private static void assertUngated(
      String reason, SourceMapping mapping, @Nullable TimePartitioning live) {
    assertEquals(new PartitionGate(null, reason), PartitionGate.of(mapping, live));
  }

  private static SourceMapping saying(String column, String kind) {
    return MappingDocument.parse("t", Map.of("partition", Map.of("column", column, "kind", kind)));
  }

  private static TimePartitioning on(String field, Type type) {
    return TimePartitioning.newBuilder(type).setField(field).build();
  }
}
