package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.CampaignReader;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.tenant.TenantId;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Reads one tenant's campaigns. */
public final class PostgresCampaignReader implements CampaignReader {

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresCampaignReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Campaigns> campaigns(
      TenantId tenantId, Filter filter, SortOrder order, Optional<Place> after, int limit) {
    return transactions.inSnapshot(
        tenantId,
        connection ->
            SelectCampaigns.run(connection, tenantId, filter, order, after, limit)
                .zipWhen(page -> SelectCampaigns.count(connection, tenantId, filter))
                .map(found -> new Campaigns(found.getT1(), found.getT2())));
  }
}
