package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One read of one connection's rows.
 *
 * @param mapping where the rows are
 * @param state what the source looked like before the read
 * @param tenantId whose rows
 * @param platform of which platform
 * @param accountId of which ad account; null where the connection has none
 * @param defaultCurrency ISO 4217 code taken for rows that name none
 * @param days which days, as disjoint windows in order; not empty
 * @param labels put on the BigQuery job, so that its cost can be attributed
 */
public record ReadRequest(
    SourceMapping mapping,
    SourceState state,
    TenantId tenantId,
    String platform,
    @Nullable String accountId,
    String defaultCurrency,
    List<DayWindow> days,
    Map<String, String> labels) {

  public ReadRequest {
    days = List.copyOf(days);
    labels = Map.copyOf(labels);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("nothing to read: no days");
    }
  }
}
