package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.ChangeReader.Change;
import com.campaignsync.domain.query.ChangeReader.ChangePlace;
import com.campaignsync.domain.query.ChangeReader.Filter;
import com.campaignsync.domain.query.ChangeReader.Kind;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers what was restated: each change of a stored row, old and new, the newest first. The days
 * named are those of the rows, thirty back where none are; {@code changed_since} and {@code
 * changed_before} are about when we changed them.
 */
final class ChangesHandler implements Handler {

  /** All that are understood. */
  static final Set<String> PARAMETERS =
      Set.of(
          Tenants.PARAMETER,
          "start_date",
          "end_date",
          "changed_since",
          "changed_before",
          "campaign_space_ids",
          "platform",
          "entity",
          "kind",
          "page_size",
          "page_token");

  private final Tenants tenants;
  private final ChangeReader changes;
  private final InstantSource clock;

  ChangesHandler(Tenants tenants, ChangeReader changes, InstantSource clock) {
    this.tenants = tenants;
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    Query query = request.query().accepting(PARAMETERS);
    DateRange range = DateRange.parse(query.single("start_date"), query.single("end_date"));
    int pageSize = PageSize.of(query);
    return tenants
        .find(request)
        .flatMap(
            tenant -> {
              String hash = hash(tenant, query, range);
              Mark mark = mark(query, hash).orElseGet(() -> first(range, tenant));
              Filter filter = filter(query, mark.days());
              return changes
                  .changes(tenant.id(), filter, mark.after(), pageSize + 1)
                  .map(found -> Reply.json(200, body(tenant, filter, found, pageSize, hash)));
            });
  }

  private Mark first(DateRange range, TenantInfo tenant) {
    LocalDate today = tenant.today(clock.instant());
    return new Mark(range.window(today, MetricsParameters.DAYS_DEFAULT), Optional.empty());
  }

  private static Filter filter(Query query, DayWindow days) {
    Optional<Instant> since =
        query.single("changed_since").map(text -> Input.instant("changed_since", text));
    Optional<Instant> before =
        query.single("changed_before").map(text -> Input.instant("changed_before", text));
    if (since.isPresent() && before.isPresent() && before.get().isBefore(since.get())) {
      throw Problem.badRequest("INVALID_RANGE", "changed_before must not be before changed_since");
    }
    return new Filter(
        days,
        since,
        before,
        Input.queryIds("campaign_space_ids", query.list("campaign_space_ids")),
        query.single("platform").map(Input::platform),
        query.single("entity").map(name -> Input.oneOf("entity", Entity.values(), name)),
        query.single("kind").map(name -> Input.oneOf("kind", Kind.values(), name)));
  }

  /** Of the parameters as they were sent: the days by default move on at midnight. */
  private static String hash(TenantInfo tenant, Query query, DateRange range) {
    return PageMark.hash(
        List.of(
            "changes",
            tenant.id().value(),
            range.toString(),
            query.single("changed_since").orElse(""),
            query.single("changed_before").orElse(""),
            query.list("campaign_space_ids").stream().sorted().toList(),
            query.single("platform").orElse(""),
            query.single("entity").orElse(""),
            query.single("kind").orElse("")));
  }

  /**
   * Where a page begins.
   *
   * @param days those of the first page: paging over midnight goes on in them
   * @param after behind which change
   */
  private record Mark(DayWindow days, Optional<ChangePlace> after) {}

  private static Optional<Mark> mark(Query query, String hash) {
    return query
        .single("page_token")
        .filter(text -> !text.isEmpty())
        .map(text -> PageMark.decode(text, hash, ChangesHandler::mark));
  }

  private static Mark mark(JsonNode fields) {
    DayWindow days = PageToken.window(fields);
    Instant at = Input.instant("at", PageMark.text(fields, "at"));
    if (!fields.path("id").canConvertToLong()) {
      throw PageMark.invalid();
    }
    return new Mark(days, Optional.of(new ChangePlace(at, fields.path("id").longValue())));
  }

  private static Map<String, @Nullable Object> body(
      TenantInfo tenant, Filter filter, List<Change> found, int pageSize, String hash) {
    List<Change> page = found.subList(0, Math.min(found.size(), pageSize));
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", tenant.zone().getId());
    meta.put("next_page_token", found.size() > pageSize ? token(filter, page, hash) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("start_date", filter.days().firstDay().toString());
    body.put("end_date", filter.days().lastDay().toString());
    body.put("changes", page.stream().map(ChangeBody::of).toList());
    body.put("meta", meta);
    return body;
  }

  private static String token(Filter filter, List<Change> page, String hash) {
    ChangePlace last = page.get(page.size() - 1).place();
    return PageMark.encode(
        hash,
        Map.of(
            "s",
            filter.days().firstDay().toString(),
            "e",
            filter.days().lastDay().toString(),
            "at",
            last.changedAt().toString(),
            "id",
            last.id()));
  }
}
