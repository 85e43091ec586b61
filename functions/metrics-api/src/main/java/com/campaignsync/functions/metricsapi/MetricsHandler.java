package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.Answer;
import com.campaignsync.domain.query.MetricsReader.HistoryGone;
import com.campaignsync.domain.query.MetricsReader.TooManyFilledRows;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers figures, grouped: a page of them as JSON, or as comma-separated values either a page,
 * where one is asked for, or all rows.
 */
final class MetricsHandler implements Handler {

  private final MetricsReader metrics;
  private final MetricsExport export;
  private final InstantSource clock;

  MetricsHandler(MetricsReader metrics, int exportsMax, InstantSource clock) {
    this.metrics = metrics;
    this.export = new MetricsExport(metrics, exportsMax);
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    MetricsParameters parameters = MetricsParameters.parse(request.query());
    TenantId tenantId = Tenants.of(request);
    Function<TenantInfo, MetricsQuery> plan = tenant -> parameters.query(tenant, clock.instant());
    boolean csv = request.wants(Csv.MEDIA_TYPE);
    Mono<Reply> reply =
        csv && request.query().single("page_size").isEmpty()
            ? metrics.export(tenantId, plan).map(export::all)
            : metrics.report(tenantId, plan).map(answer -> reply(answer, parameters, csv));
    return reply
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .onErrorMap(HistoryGone.class, MetricsHandler::problem)
        .onErrorMap(TooManyFilledRows.class, MetricsHandler::problem);
  }

  private static Problem problem(HistoryGone gone) {
    return Problem.badRequest(
            "AS_OF_TOO_OLD",
            "what was stored before %s is not known: it is gone, or there was nothing; as_of may be that or later"
                .formatted(gone.earliest()))
        .with("earliest", gone.earliest().toString());
  }

  private static Problem problem(TooManyFilledRows many) {
    return Problem.badRequest(
        "FILL_TOO_LARGE",
        "fill=zero would make %d rows, at most %d: name fewer days, longer periods or a filter"
            .formatted(many.rows(), MetricsReader.FILLED_ROWS_MAX));
  }

  private static Reply reply(Answer answer, MetricsParameters parameters, boolean csv) {
    requireOneCurrency(answer.query(), answer.report());
    return csv
        ? MetricsExport.page(
            answer.query(), answer.report().rows(), nextPageToken(answer, parameters))
        : Reply.json(200, body(answer, parameters));
  }

  private static Map<String, @Nullable Object> body(Answer answer, MetricsParameters parameters) {
    MetricsReport report = answer.report();
    MetricsQuery query = answer.query();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("start_date", query.window().firstDay().toString());
    body.put("end_date", query.window().lastDay().toString());
    body.put("group_by", query.grouping().wireName());
    body.put("granularity", query.shape().granularity().wireName());
    body.put(
        "metrics", report.rows().stream().map(row -> Figures.row(row, query.shape())).toList());
    body.put("total_records", report.totalRecords());
    body.put("totals", Figures.sums(report.total(), query.shape().fields()));
    body.put("meta", meta(answer, parameters));
    return body;
  }

  private static void requireOneCurrency(MetricsQuery query, MetricsReport report) {
    if (report.isMixed() && query.needsOneCurrency()) {
      throw MixedCurrencies.problem(report.currencies());
    }
  }

  private static Map<String, @Nullable Object> meta(Answer answer, MetricsParameters parameters) {
    MetricsReport report = answer.report();
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", answer.tenant().zone().getId());
    meta.put("currency", currency(answer));
    meta.put("as_of", answer.query().asOf().map(Instant::toString).orElse(null));
    meta.put("data_from", report.dataFrom().map(Object::toString).orElse(null));
    meta.put("data_through", report.dataThrough().map(Object::toString).orElse(null));
    meta.put("last_synced_at", report.lastSyncedAt().map(Object::toString).orElse(null));
    meta.put("next_page_token", nextPageToken(answer, parameters));
    return meta;
  }

  /** The one currency of the money shown; null if there are several, or there is no money. */
  private static @Nullable String currency(Answer answer) {
    if (answer.report().isMixed()) {
      return null;
    }
    if (!answer.query().tellsCurrenciesApart()) {
      return answer.query().filter().currency().orElse(null);
    }
    return answer.report().currencies().stream()
        .findFirst()
        .or(answer.query().filter()::currency)
        .orElse(answer.tenant().currency());
  }

  private static @Nullable String nextPageToken(Answer answer, MetricsParameters parameters) {
    var rows = answer.report().rows();
    return answer.report().more()
        ? new PageToken(answer.query().window(), rows.get(rows.size() - 1).place())
            .encode(parameters.hash(answer.tenant().id()))
        : null;
  }
}
