package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SumsCorrected;
import io.r2dbc.spi.Connection;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Puts rollups and totals right that are not the sums of the rows. */
final class ProveSums {

  private ProveSums() {}

  static Mono<SumsCorrected> run(Connection connection, AdConnection ofWhom, DayWindow window) {
    // Right after a first load nothing is known of its tables, and ten thousand campaigns would be
    // compared with each other in a nested loop.
    return PlanForBulk.run(connection)
        .then(
            RefreshDailyRollup.run(connection, ofWhom, window.stream().collect(Collectors.toSet())))
        .zipWhen(days -> RecountConnection.run(connection, ofWhom), SumsCorrected::new)
        // Last, because the tenant's other connections write the row too.
        .delayUntil(
            corrected -> corrected.any() ? BumpDataVersion.run(connection, ofWhom) : Mono.empty());
  }
}
