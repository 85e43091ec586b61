package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.AssetReport.Caption;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What there is to know of a campaign and its assets' rows; empty if there is none. */
final class SelectAssetCaption {

  private static final SqlStatement SQL = SqlStatement.of(SelectAssetCaption.class);

  private SelectAssetCaption() {}

  static Mono<Caption> run(Connection connection, TenantId tenantId, UUID campaignSpaceId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", campaignSpaceId),
            SelectAssetCaption::read)
        .next();
  }

  private static Caption read(Readable row) {
    return new Caption(
        Objects.requireNonNull(row.get("campaign_id", String.class)),
        Objects.requireNonNull(row.get("currency", String.class)),
        Optional.ofNullable(row.get("data_from", LocalDate.class)),
        Optional.ofNullable(row.get("data_through", LocalDate.class)),
        Optional.ofNullable(row.get("last_synced_at", Instant.class)));
  }
}
