package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.CampaignField;
import com.campaignsync.domain.query.CampaignReader;
import com.campaignsync.domain.query.CampaignReader.Campaign;
import com.campaignsync.domain.query.CampaignReader.Campaigns;
import com.campaignsync.domain.query.CampaignReader.Filter;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers a tenant's campaigns with their totals over all rows kept; paged. */
final class CampaignSpacesHandler implements Handler {

  /** All that are understood. */
  static final Set<String> PARAMETERS =
      Set.of(
          Tenants.PARAMETER,
          "platform",
          "connection_id",
          "search",
          "sort",
          "page_size",
          "page_token");

  private final Tenants tenants;
  private final CampaignReader campaigns;

  CampaignSpacesHandler(Tenants tenants, CampaignReader campaigns) {
    this.tenants = tenants;
    this.campaigns = campaigns;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    Query query = request.query().accepting(PARAMETERS);
    Filter filter = filter(query);
    SortOrder order =
        query
            .single("sort")
            .map(names -> Input.order(names, CampaignField.ORDER))
            .orElse(CampaignField.ORDER_DEFAULT);
    int pageSize = PageSize.of(query);
    return tenants
        .find(request)
        .flatMap(
            tenant -> {
              String hash = hash(tenant, filter, order);
              return campaigns
                  .campaigns(tenant.id(), filter, order, after(query, hash, order), pageSize + 1)
                  .map(found -> Reply.json(200, body(tenant, found, pageSize, hash)));
            });
  }

  private static Filter filter(Query query) {
    return new Filter(
        query.single("platform").map(Input::platform),
        query.single("connection_id").map(id -> Input.id("connection_id", id)),
        query.single("search").filter(text -> !text.isEmpty()).map(CampaignSpacesHandler::search));
  }

  private static String search(String text) {
    try {
      return Input.storable(text);
    } catch (IllegalArgumentException unusable) {
      throw Problem.badRequest("INVALID_SEARCH", "search " + unusable.getMessage());
    }
  }

  private static String hash(TenantInfo tenant, Filter filter, SortOrder order) {
    return PageMark.hash(
        List.of(
            "campaigns",
            tenant.id().value(),
            filter.platform().orElse(""),
            filter.connectionId().map(Object::toString).orElse(""),
            filter.search().orElse(""),
            order.wireName()));
  }

  private static Optional<Place> after(Query query, String hash, SortOrder order) {
    return query
        .single("page_token")
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                PageMark.decode(text, hash, fields -> PageToken.place(fields.path("v"), order)));
  }

  private static Map<String, @Nullable Object> body(
      TenantInfo tenant, Campaigns found, int pageSize, String hash) {
    List<Campaign> all = found.campaigns();
    List<Campaign> page = all.subList(0, Math.min(all.size(), pageSize));
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", tenant.zone().getId());
    meta.put("next_page_token", all.size() > pageSize ? token(page, hash) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("campaign_spaces", page.stream().map(one -> JobBody.of(one.columns())).toList());
    body.put("total_records", found.totalRecords());
    body.put("meta", meta);
    return body;
  }

  private static String token(List<Campaign> page, String hash) {
    return PageMark.encode(hash, Map.of("v", PageToken.texts(page.get(page.size() - 1).place())));
  }
}
