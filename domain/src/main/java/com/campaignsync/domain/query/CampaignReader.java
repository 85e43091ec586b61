package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads a tenant's campaigns with their totals over all rows kept. */
public interface CampaignReader {

  /**
   * Which campaigns are meant.
   *
   * @param platform of this platform
   * @param connectionId of this connection
   * @param search whose name or platform's id has this text in it, in whichever case
   */
  record Filter(Optional<String> platform, Optional<UUID> connectionId, Optional<String> search) {}

  /**
   * One campaign.
   *
   * @param place where it stands in the order asked for
   * @param columns what the API shows of it, by name
   */
  record Campaign(Place place, Map<String, @Nullable Object> columns) {

    /** Copies the columns, in their order. */
    public Campaign {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }

  /**
   * A page of campaigns.
   *
   * @param campaigns in the order asked for
   * @param totalRecords how many there are on all pages
   */
  record Campaigns(List<Campaign> campaigns, long totalRecords) {

    /** Copies the list. */
    public Campaigns {
      campaigns = List.copyOf(campaigns);
    }
  }

  /**
   * Campaigns in the order of {@link CampaignField}s.
   *
   * @param after those behind this place; from the first where empty
   * @param limit most campaigns, at least 1
   */
  Mono<Campaigns> campaigns(
      TenantId tenantId, Filter filter, SortOrder order, Optional<Place> after, int limit);
}
