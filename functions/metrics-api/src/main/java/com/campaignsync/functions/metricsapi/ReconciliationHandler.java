package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ReconciliationReader;
import com.campaignsync.domain.query.ReconciliationReader.Filter;
import com.campaignsync.domain.query.ReconciliationReader.Place;
import com.campaignsync.domain.query.ReconciliationReader.Proof;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers the last proof of each day that both sides agree, or how they differed. */
final class ReconciliationHandler implements Handler {

  private static final Set<String> NAMES =
      Set.of(
          Tenants.PARAMETER,
          "connection_id",
          "start_date",
          "end_date",
          "entity",
          "verdict",
          "page_size",
          "page_token");

  private final Tenants tenants;
  private final ReconciliationReader reconciliations;
  private final InstantSource clock;

  ReconciliationHandler(
      Tenants tenants, ReconciliationReader reconciliations, InstantSource clock) {
    this.tenants = tenants;
    this.reconciliations = reconciliations;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    Query query = request.query().accepting(NAMES);
    DateRange range = DateRange.parse(query.single("start_date"), query.single("end_date"));
    int pageSize = PageSize.of(query);
    return tenants
        .find(request)
        .flatMap(
            tenant -> {
              String hash = hash(tenant, query, range);
              Mark mark = mark(query, hash).orElseGet(() -> first(range, tenant));
              Filter filter = filter(query, mark.days());
              return reconciliations
                  .last(tenant.id(), filter, mark.after(), pageSize + 1)
                  .map(found -> Reply.json(200, body(tenant, filter, found, pageSize, hash)));
            });
  }

  private Mark first(DateRange range, TenantInfo tenant) {
    LocalDate today = tenant.today(clock.instant());
    return new Mark(range.window(today, MetricsParameters.DAYS_DEFAULT), null);
  }

  private static Filter filter(Query query, DayWindow days) {
    return new Filter(
        query.single("connection_id").map(id -> Input.id("connection_id", id)).orElse(null),
        days,
        query
            .single("entity")
            .map(name -> Input.oneOf("entity", Entity.values(), name))
            .orElse(null),
        query
            .single("verdict")
            .map(name -> Input.oneOf("verdict", Verdict.values(), name))
            .orElse(null));
  }

  /** Of the parameters as they were sent: the days by default move on at midnight. */
  private static String hash(TenantInfo tenant, Query query, DateRange range) {
    return PageMark.hash(
        List.of(
            "reconciliation",
            tenant.id().value(),
            range.toString(),
            query.single("connection_id").orElse(""),
            query.single("entity").orElse(""),
            query.single("verdict").orElse("")));
  }

  /**
   * Where a page begins.
   *
   * @param days those of the first page: paging over midnight goes on in them
   * @param after behind which proof; null for the first page
   */
  private record Mark(DayWindow days, @Nullable Place after) {}

  private static Optional<Mark> mark(Query query, String hash) {
    return query
        .single("page_token")
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                PageMark.decode(
                    text, hash, fields -> new Mark(PageToken.window(fields), place(fields))));
  }

  private static Place place(JsonNode fields) {
    return new Place(
        Input.date("day", PageMark.text(fields, "day")),
        Input.id("connection", PageMark.text(fields, "connection")),
        Entity.ofWireName(PageMark.text(fields, "entity")));
  }

  private static Map<String, @Nullable Object> body(
      TenantInfo tenant, Filter filter, List<Proof> found, int pageSize, String hash) {
    List<Proof> page = found.subList(0, Math.min(found.size(), pageSize));
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", tenant.zone().getId());
    meta.put("next_page_token", found.size() > pageSize ? token(filter, page, hash) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("start_date", filter.days().firstDay().toString());
    body.put("end_date", filter.days().lastDay().toString());
    body.put("reconciliations", page.stream().map(proof -> JobBody.of(proof.columns())).toList());
    body.put("meta", meta);
    return body;
  }

  private static String token(Filter filter, List<Proof> page, String hash) {
    Place last = page.get(page.size() - 1).place();
    return PageMark.encode(
        hash,
        Map.of(
            "s",
            filter.days().firstDay().toString(),
            "e",
            filter.days().lastDay().toString(),
            "day",
            last.day().toString(),
            "connection",
            last.connectionId().toString(),
            "entity",
            last.entity().wireName()));
  }
}
