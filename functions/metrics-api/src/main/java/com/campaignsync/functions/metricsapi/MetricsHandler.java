package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.Answer;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers figures, grouped and paged. */
final class MetricsHandler implements Handler {

  private final MetricsReader metrics;
  private final InstantSource clock;

  MetricsHandler(MetricsReader metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    MetricsParameters parameters = MetricsParameters.parse(request.query());
    return metrics
        .report(Tenants.of(request), tenant -> parameters.query(tenant, clock.instant()))
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .map(answer -> Reply.json(200, body(answer, parameters)));
  }

  private static Map<String, @Nullable Object> body(Answer answer, MetricsParameters parameters) {
    MetricsReport report = answer.report();
    MetricsQuery query = answer.query();
    requireOneCurrency(query, report);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("start_date", query.window().firstDay().toString());
    body.put("end_date", query.window().lastDay().toString());
    body.put("group_by", query.grouping().wireName());
    body.put(
        "metrics", report.rows().stream().map(row -> Figures.row(row, query.grouping())).toList());
    body.put("total_records", report.totalRecords());
    body.put("totals", Figures.sums(report.total()));
    body.put("meta", meta(answer, parameters));
    return body;
  }

  private static void requireOneCurrency(MetricsQuery query, MetricsReport report) {
    if (report.isMixed() && !query.grouping().has(GroupKey.CURRENCY)) {
      throw Problem.of(
              422,
              "MIXED_CURRENCIES",
              "the rows are in several currencies, which are never added: add currency to group_by,"
                  + " or name one with currency=")
          .with("currencies", report.currencies());
    }
  }

  private static Map<String, @Nullable Object> meta(Answer answer, MetricsParameters parameters) {
    MetricsReport report = answer.report();
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", answer.tenant().zone().getId());
    meta.put("currency", currency(answer));
    meta.put("data_from", report.dataFrom().map(Object::toString).orElse(null));
    meta.put("data_through", report.dataThrough().map(Object::toString).orElse(null));
    meta.put("last_synced_at", report.lastSyncedAt().map(Object::toString).orElse(null));
    meta.put("next_page_token", nextPageToken(answer, parameters));
    return meta;
  }

  /** The one currency of the money shown; null if there are several. */
  private static @Nullable String currency(Answer answer) {
    if (answer.report().isMixed()) {
      return null;
    }
    return answer.report().currencies().stream()
        .findFirst()
        .or(answer.query()::currency)
        .orElse(answer.tenant().currency());
  }

  private static @Nullable String nextPageToken(Answer answer, MetricsParameters parameters) {
    var rows = answer.report().rows();
    return answer.report().more()
        ? new PageToken(answer.query().window(), rows.get(rows.size() - 1).key())
            .encode(parameters.hash(answer.tenant().id()))
        : null;
  }
}
