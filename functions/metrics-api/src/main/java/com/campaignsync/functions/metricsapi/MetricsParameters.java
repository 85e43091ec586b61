package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.Field;
import com.campaignsync.domain.query.Granularity;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The parameters of a request for metrics.
 *
 * @param range the days named
 * @param filter which rows of them
 * @param shape what the answer's rows look like
 * @param asOf with the values that were stored then
 * @param pageSize most rows of a page
 * @param pageToken where the page begins, not yet read
 */
record MetricsParameters(
    DateRange range,
    MetricsFilter filter,
    MetricsShape shape,
    Optional<Instant> asOf,
    int pageSize,
    Optional<String> pageToken) {

  /** Days before today at which the answer begins where nobody asks otherwise. */
  static final int DAYS_DEFAULT = 30;

  /** All that are understood. */
  static final Set<String> PARAMETERS =
      Set.of(
          Tenants.PARAMETER,
          "campaign_space_ids",
          "start_date",
          "end_date",
          "platform",
          "currency",
          "group_by",
          "granularity",
          "fields",
          "sort",
          "fill",
          "as_of",
          "page_size",
          "page_token");

  static MetricsParameters parse(Query query) {
    query.accepting(PARAMETERS);
    return new MetricsParameters(
        DateRange.parse(query.single("start_date"), query.single("end_date")),
        new MetricsFilter(
            Input.queryIds("campaign_space_ids", query.list("campaign_space_ids")),
            query.single("platform").map(Input::platform),
            query.single("currency").map(Input::currency)),
        shape(query),
        query.single("as_of").map(text -> Input.instant("as_of", text)),
        PageSize.of(query),
        query.single("page_token").filter(token -> !token.isEmpty()));
  }

  private static MetricsShape shape(Query query) {
    Grouping grouping = grouping(query.single("group_by"));
    return new MetricsShape(
        grouping,
        granularity(query.single("granularity"), grouping),
        fields(query.single("fields")),
        order(query.single("sort"), grouping),
        filled(query.single("fill"), grouping));
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

  private static Granularity granularity(Optional<String> name, Grouping grouping) {
    Granularity granularity =
        name.map(
                word ->
                    Granularity.of(word)
                        .orElseThrow(
                            () ->
                                Problem.badRequest(
                                    "INVALID_GRANULARITY",
                                    "granularity must be day, week or month")))
            .orElse(Granularity.DAY);
    if (granularity != Granularity.DAY && !grouping.has(GroupKey.DATE)) {
      throw Problem.badRequest(
          "INVALID_GRANULARITY", "weeks and months need date among group_by's keys");
    }
    return granularity;
  }

  private static List<Field> fields(Optional<String> names) {
    return names
        .map(
            text ->
                Field.parse(text)
                    .orElseThrow(
                        () ->
                            Input.listing(
                                "INVALID_FIELDS",
                                "fields must be figures separated by commas, each once: ",
                                Field.names())))
        .orElse(MetricsShape.FIELDS_DEFAULT);
  }

  private static SortOrder order(Optional<String> names, Grouping grouping) {
    return names
        .map(text -> Input.order(text, SortOrder.of(grouping)))
        .orElse(SortOrder.byKeys(grouping));
  }

  private static boolean filled(Optional<String> word, Grouping grouping) {
    if (word.isPresent() && !word.get().equals("zero")) {
      throw Problem.badRequest("INVALID_FILL", "fill must be zero, or be left out");
    }
    if (word.isPresent() && !grouping.has(GroupKey.DATE)) {
      throw Problem.badRequest("INVALID_FILL", "fill=zero needs date among group_by's keys");
    }
    return word.isPresent();
  }

  /** What to ask the store, once it is known which day is today. */
  MetricsQuery query(TenantInfo tenant, Instant now) {
    if (asOf.isPresent() && asOf.get().isAfter(now)) {
      throw Problem.badRequest("AS_OF_IN_FUTURE", "as_of is still to come; it is now " + now);
    }
    Optional<PageToken> token =
        pageToken.map(text -> PageToken.decode(text, hash(tenant.id()), shape.order()));
    LocalDate today = tenant.today(now);
    return new MetricsQuery(
            token.map(PageToken::window).orElseGet(() -> range.window(today, DAYS_DEFAULT)),
            filter,
            shape,
            asOf,
            token.map(PageToken::last),
            pageSize)
        .filledThrough(asOf.map(tenant::today).orElse(today));
  }

  /** A digest of all that decides which rows there are and in what order; the page's size not. */
  String hash(TenantId tenantId) {
    return PageMark.hash(
        List.of(
            tenantId.value(),
            range.start().map(Object::toString).orElse(""),
            range.end().map(Object::toString).orElse(""),
            shape.grouping().wireName(),
            shape.granularity().wireName(),
            shape.fields().stream().map(Field::wireName).toList(),
            shape.order().wireName(),
            shape.filled(),
            asOf.map(Object::toString).orElse(""),
            filter.campaigns().stream().map(UUID::toString).sorted().toList(),
            filter.platform().orElse(""),
            filter.currency().orElse("")));
  }
}
