package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.PartitionSpec;
import com.campaignsync.domain.source.PartitionSpec.Kind;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.google.cloud.bigquery.TimePartitioning;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table's partitions tell which days changed: only if each holds whole days of the mapped
 * date. Pure.
 *
 * @param kind how many days a partition holds; null where they do not tell
 * @param ungatedReason why not; null where they do
 */
record PartitionGate(@Nullable PartitionKind kind, @Nullable String ungatedReason) {

  static PartitionGate of(SourceMapping mapping, @Nullable TimePartitioning live) {
    PartitionSpec said = mapping.partition();
    String date = String.valueOf(mapping.nameOf(SourceColumn.METRIC_DATE));
    if (said != null && said.kind() == Kind.NONE) {
      return no("the mapping says not to rely on partitions");
    }
    if (live == null) {
      return no("not partitioned by day or month on " + date);
    }
    if (live.getField() == null) {
      return no("partitioned by ingestion time, which does not tell the days of its rows");
    }
    if (!live.getField().equalsIgnoreCase(date)) {
      return no("partitioned on %s, not on %s".formatted(live.getField(), date));
    }
    PartitionKind kind =
        switch (live.getType()) {
          case DAY -> PartitionKind.DAY;
          case MONTH -> PartitionKind.MONTH;
          case HOUR, YEAR -> null;
        };
    if (kind == null) {
      return no("partitioned by %s on %s, not by day or month".formatted(word(live), date));
    }
    return agrees(said, kind, date)
        ? new PartitionGate(kind, null)
        : no(
            "partitioned by %s on %s, which is not what the mapping says"
                .formatted(word(live), date));
  }

  /**
   * How a table is partitioned where the mapping says something else; null where it is as the
   * mapping says, or the mapping leaves it to the table.
   */
  static @Nullable String difference(SourceMapping mapping, @Nullable TimePartitioning live) {
    PartitionSpec said = mapping.partition();
    if (said == null || said.kind() == Kind.NONE || isAs(said, live)) {
      return null;
    }
    String is =
        live == null
            ? "not partitioned by time"
            : live.getField() == null
                ? "partitioned by ingestion time"
                : "partitioned by %s on %s".formatted(word(live), live.getField());
    String kind = said.kind().name().toLowerCase(Locale.ROOT);
    return "%s, the mapping says %s"
        .formatted(is, said.column() == null ? kind : kind + " on " + said.column());
  }

  private static boolean isAs(PartitionSpec said, @Nullable TimePartitioning live) {
    // Ingestion time is not relied on: a copy of the table without partitions is as good.
    if (said.kind() == Kind.INGESTION) {
      return live == null || live.getField() == null;
    }
    return live != null
        && live.getField() != null
        && live.getField().equalsIgnoreCase(said.column())
        && live.getType().name().equals(said.kind().name());
  }

  private static boolean agrees(@Nullable PartitionSpec said, PartitionKind kind, String date) {
    return said == null
        || (said.kind().name().equals(kind.name()) && date.equalsIgnoreCase(said.column()));
  }

  private static String word(TimePartitioning live) {
    return live.getType().name().toLowerCase(Locale.ROOT);
  }

  private static PartitionGate no(String reason) {
    return new PartitionGate(null, reason);
  }
}
