package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The parameters of a request for metrics.
 *
 * @param range the days named
 * @param grouping what rows are told apart by
 * @param campaigns only these; all where empty
 * @param platform only this one
 * @param currency only this one
 * @param pageSize most rows of a page
 * @param pageToken where the page begins, not yet read
 */
record MetricsParameters(
    DateRange range,
    Grouping grouping,
    List<UUID> campaigns,
    Optional<String> platform,
    Optional<String> currency,
    int pageSize,
    Optional<String> pageToken) {

  /** Days before today at which the answer begins where nobody asks otherwise. */
  static final int DAYS_DEFAULT = 30;

  private static final Set<String> NAMES =
      Set.of(
          Tenants.PARAMETER,
          "campaign_space_ids",
          "start_date",
          "end_date",
          "platform",
          "currency",
          "group_by",
          "page_size",
          "page_token");

  static MetricsParameters parse(Query query) {
    query.accepting(NAMES);
    return new MetricsParameters(
        DateRange.parse(query.single("start_date"), query.single("end_date")),
        grouping(query.single("group_by")),
        Input.ids("campaign_space_ids", query.list("campaign_space_ids")),
        query.single("platform").map(Input::platform),
        query.single("currency").map(Input::currency),
        PageSize.of(query),
        query.single("page_token").filter(token -> !token.isEmpty()));
  }

  private static Grouping grouping(Optional<String> text) {
    return text.map(
            names ->
                Grouping.parse(names)
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "INVALID_GROUP_BY",
                                "group_by must be date, campaign, platform, currency or several of"
                                    + " them separated by commas")))
        .orElse(Grouping.BY_DATE);
  }

  /** What to ask the store, once it is known which day is today. */
  MetricsQuery query(TenantInfo tenant, Instant now) {
    Optional<PageToken> token =
        pageToken.map(text -> PageToken.decode(text, hash(tenant.id()), grouping));
    Optional<GroupValues> after = token.map(PageToken::last);
    return new MetricsQuery(
        token.map(PageToken::window).orElseGet(() -> range.window(tenant.today(now), DAYS_DEFAULT)),
        grouping,
        campaigns,
        platform,
        currency,
        after,
        pageSize);
  }

  /** A digest of all that decides which groups there are; the page's size does not. */
  String hash(TenantId tenantId) {
    return PageMark.hash(
        List.of(
            tenantId.value(),
            range.start().map(Object::toString).orElse(""),
            range.end().map(Object::toString).orElse(""),
            grouping.wireName(),
            campaigns.stream().map(UUID::toString).sorted().toList(),
            platform.orElse(""),
            currency.orElse("")));
  }
}
