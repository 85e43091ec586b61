package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads to make statements of. */
final class Requests {

  static final LocalDate DAY = LocalDate.of(2026, 2, 27);
  static final List<DayWindow> THREE_DAYS = List.of(DayWindow.inclusive(DAY, DAY.plusDays(2)));
  static final SourceMapping IDENTITY = new SourceMapping("campaign_metrics", Map.of());
  static final SourceTables TABLES = new SourceTables("proj", "engarde_analytics");
  static final List<ReadTarget> ONE = List.of(target(1, "acme", "google_ads", null, "USD"));

  private Requests() {}

  static ReadTarget target(
      int id, String tenant, String platform, @Nullable String account, String currency) {
    return new ReadTarget(new UUID(0, id), new TenantId(tenant), platform, account, currency);
  }

  static Set<SourceColumn> required(Entity entity) {
    EnumSet<SourceColumn> required = EnumSet.noneOf(SourceColumn.class);
    Arrays.stream(SourceColumn.values()).filter(c -> c.requiredOf(entity)).forEach(required::add);
    return required;
  }

  static Set<SourceColumn> all(Entity entity) {
    return EnumSet.copyOf(SourceColumn.of(entity));
  }

  /** A source that has these of the mapped columns. */
  static SourceState state(
      SourceMapping mapping,
      Set<SourceColumn> columns,
      Set<SourceColumn> floats,
      Set<SourceColumn> integerTexts) {
    EnumSet<SourceColumn> mapped = EnumSet.copyOf(columns);
    mapped.removeIf(column -> !(mapping.sourceOf(column) instanceof Column));
    return new SourceState(mapped, floats, integerTexts, null, null, false, "a test", true);
  }

  static ReadRequest read(
      Entity entity, SourceMapping mapping, SourceState state, List<ReadTarget> targets) {
    return new ReadRequest(entity, mapping, state, targets, THREE_DAYS, Map.of());
  }
}
