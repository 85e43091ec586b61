package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
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

/** Answers which rows of the source could not be stored, and why. */
final class RejectsHandler implements Handler {

  private static final Set<String> NAMES =
      Set.of(
          Tenants.PARAMETER,
          "connection_id",
          "start_date",
          "end_date",
          "reason",
          "status",
          "page_size",
          "page_token");

  private final Tenants tenants;
  private final RejectStore rejects;
  private final InstantSource clock;

  RejectsHandler(Tenants tenants, RejectStore rejects, InstantSource clock) {
    this.tenants = tenants;
    this.rejects = rejects;
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
              Mark mark = mark(query, hash, range).orElseGet(() -> first(range, tenant));
              RejectFilter filter = filter(query, tenant, mark.days());
              return rejects
                  .list(filter, mark.beforeId(), pageSize + 1)
                  .collectList()
                  .zipWhen(rows -> rejects.counts(filter))
                  .map(found -> reply(filter, found.getT1(), found.getT2(), pageSize, hash));
            });
  }

  /** Of the parameters as they were sent: days without an end move on at midnight. */
  private static String hash(TenantInfo tenant, Query query, DateRange range) {
    return PageMark.hash(
        List.of(
            "rejects",
            tenant.id().value(),
            range.toString(),
            query.single("connection_id").orElse(""),
            query.single("reason").orElse(""),
            query.single("status").orElse("")));
  }

  private Mark first(DateRange range, TenantInfo tenant) {
    return new Mark(days(range, tenant.today(clock.instant())), Long.MAX_VALUE);
  }

  private static RejectFilter filter(Query query, TenantInfo tenant, @Nullable DayWindow days) {
    return new RejectFilter(
        tenant.id(),
        query.single("connection_id").map(id -> Input.id("connection_id", id)).orElse(null),
        days,
        query.single("reason").map(RejectsHandler::reason).orElse(null),
        openOnly(query.single("status").orElse("open")));
  }

  /** Null, that is all rows with or without a day, where none is named. */
  private static @Nullable DayWindow days(DateRange range, LocalDate today) {
    if (range.isEmpty()) {
      return null;
    }
    LocalDate last =
        range.end().orElse(range.start().filter(start -> start.isAfter(today)).orElse(today));
    LocalDate first = range.start().orElse(last.minusDays(DateRange.DAYS_MAX - 1L));
    return DateRange.window(first, last);
  }

  private static RejectReason reason(String name) {
    return Input.oneOf("reason", RejectReason.values(), name);
  }

  private static boolean openOnly(String status) {
    if (!status.equals("open") && !status.equals("all")) {
      throw Problem.badRequest("INVALID_STATUS", "status must be open or all");
    }
    return status.equals("open");
  }

  /**
   * Where a page begins.
   *
   * @param days those of the first page: paging over midnight goes on in them
   * @param beforeId before which reject, the newest being first
   */
  private record Mark(@Nullable DayWindow days, long beforeId) {}

  private static Optional<Mark> mark(Query query, String hash, DateRange range) {
    return query
        .single("page_token")
        .filter(text -> !text.isEmpty())
        .map(text -> PageMark.decode(text, hash, fields -> mark(fields, range)));
  }

  /** Only what was asked of some days has days in its token. */
  private static Mark mark(JsonNode fields, DateRange range) {
    return new Mark(
        range.isEmpty() ? null : PageToken.window(fields),
        Long.parseLong(PageMark.text(fields, "before")));
  }

  private static Reply reply(
      RejectFilter filter,
      List<RejectedRow> found,
      Map<String, Long> counts,
      int pageSize,
      String hash) {
    List<RejectedRow> page = found.subList(0, Math.min(found.size(), pageSize));
    // The store answers no more than its largest page: behind a full one there may be more.
    boolean more = found.size() > pageSize || found.size() == RejectStore.PAGE_MAX;
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next_page_token", more ? token(filter.days(), page, hash) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("rejects", page.stream().map(RejectsHandler::row).toList());
    body.put("counts", counts);
    body.put("total_records", counts.values().stream().mapToLong(Long::longValue).sum());
    body.put("meta", meta);
    return Reply.json(200, body);
  }

  private static String token(@Nullable DayWindow days, List<RejectedRow> page, String hash) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (days != null) {
      fields.put("s", days.firstDay().toString());
      fields.put("e", days.lastDay().toString());
    }
    fields.put("before", String.valueOf(page.get(page.size() - 1).id()));
    return PageMark.encode(hash, fields);
  }

  private static Map<String, @Nullable Object> row(RejectedRow row) {
    LocalDate day = row.day();
    Instant resolvedAt = row.resolvedAt();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("id", row.id());
    body.put("job_id", row.jobId().toString());
    body.put("connection_id", row.connectionId().toString());
    body.put("entity", row.entity().wireName());
    body.put("date", day == null ? null : day.toString());
    body.put("reason", row.reason());
    body.put("raw_row", Json.read(row.rawJson().getBytes(StandardCharsets.UTF_8)));
    body.put("created_at", row.createdAt().toString());
    body.put("resolved_at", resolvedAt == null ? null : resolvedAt.toString());
    return body;
  }
}
