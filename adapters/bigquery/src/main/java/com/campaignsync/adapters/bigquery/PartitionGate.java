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
