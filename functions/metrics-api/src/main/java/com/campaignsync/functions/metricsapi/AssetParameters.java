package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetQuery.Place;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a campaign's assets.
 *
 * @param campaign whose assets
 * @param range the days named
 * @param keys what rows are told apart by
 * @param pageSize most rows of a page
 * @param pageToken where the page begins, not yet read
 */
record AssetParameters(
    UUID campaign, DateRange range, Set<Key> keys, int pageSize, Optional<String> pageToken) {

  /** Days before today at which the answer begins where nobody asks otherwise. */
  private static final int DAYS_DEFAULT = 90;

  /** All that are understood. */
  static final Set<String> PARAMETERS =
      Set.of(Tenants.PARAMETER, "start_date", "end_date", "group_by", "page_size", "page_token");

  static AssetParameters parse(String campaign, Query query) {
    query.accepting(PARAMETERS);
    return new AssetParameters(
        Input.id("campaign_space_id", campaign),
        DateRange.parse(query.single("start_date"), query.single("end_date")),
        keys(query.single("group_by")),
        PageSize.of(query),
        query.single("page_token").filter(token -> !token.isEmpty()));
  }

  private static Set<Key> keys(Optional<String> text) {
    return text.map(
            names ->
                AssetQuery.parseKeys(names)
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "INVALID_GROUP_BY", "group_by must be asset, date or asset,date")))
        .orElse(EnumSet.allOf(Key.class));
  }

  /** What to ask the store, once it is known which day is today. */
  AssetQuery query(TenantInfo tenant, Instant now) {
    return pageToken
        .map(token -> PageMark.decode(token, hash(tenant.id()), this::behind))
        .orElseGet(() -> query(range.window(tenant.today(now), DAYS_DEFAULT), Optional.empty()));
  }

  /** The token keeps the window, so that paging over midnight goes on in the days it began with. */
  private AssetQuery behind(JsonNode fields) {
    String date = fields.path("date").textValue();
    String asset = fields.path("asset").textValue();
    return query(
        PageToken.window(fields),
        Optional.of(
            new Place(
                date == null ? null : Input.date("date", date),
                asset == null ? null : PageMark.stored(asset),
                PageMark.stored(fields, "currency"))));
  }

  private AssetQuery query(DayWindow window, Optional<Place> after) {
    return new AssetQuery(campaign, window, keys, after, pageSize);
  }

  /** The token of the page behind a row. */
  String token(TenantId tenantId, DayWindow window, Place last) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("s", window.firstDay().toString());
    fields.put("e", window.lastDay().toString());
    fields.put("date", last.date() == null ? null : last.date().toString());
    fields.put("asset", last.assetId());
    fields.put("currency", last.currency());
    return PageMark.encode(hash(tenantId), fields);
  }

  private String hash(TenantId tenantId) {
    return PageMark.hash(
        List.of(
            "assets",
            tenantId.value(),
            campaign.toString(),
            range.start().map(Object::toString).orElse(""),
            range.end().map(Object::toString).orElse(""),
            AssetQuery.wireName(keys)));
  }
}
