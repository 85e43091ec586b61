package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetReader;
import com.campaignsync.domain.query.AssetReader.Answer;
import com.campaignsync.domain.query.AssetReport;
import com.campaignsync.domain.query.AssetReport.Row;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers the figures of one campaign's ads and creatives, by asset, day or both; paged. */
final class AssetsHandler implements Handler {

  private final AssetReader assets;
  private final InstantSource clock;

  AssetsHandler(AssetReader assets, InstantSource clock) {
    this.assets = assets;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    AssetParameters parameters =
        AssetParameters.parse(request.path("campaign_space_id"), request.query());
    return assets
        .report(Tenants.of(request), tenant -> parameters.query(tenant, clock.instant()))
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .map(answer -> Reply.json(200, body(answer, found(answer), parameters)));
  }

  private static AssetReport found(Answer answer) {
    return answer
        .report()
        .orElseThrow(() -> Problem.of(404, "CAMPAIGN_NOT_FOUND", "there is no such campaign"));
  }

  private static Map<String, @Nullable Object> body(
      Answer answer, AssetReport report, AssetParameters parameters) {
    AssetQuery query = answer.query();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("campaign_space_id", query.campaignSpaceId().toString());
    body.put("campaign_id", report.caption().campaignId());
    body.put("start_date", query.window().firstDay().toString());
    body.put("end_date", query.window().lastDay().toString());
    body.put("group_by", AssetQuery.wireName(query.keys()));
    body.put("metrics", report.rows().stream().map(row -> row(row, query)).toList());
    body.put("total_records", report.totalRecords());
    body.put("totals", AssetFigures.sums(report.total()));
    body.put("meta", meta(answer, report, parameters));
    return body;
  }

  private static Map<String, @Nullable Object> row(Row row, AssetQuery query) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (query.keys().contains(Key.DATE)) {
      body.put("date", String.valueOf(row.place().date()));
    }
    if (query.keys().contains(Key.ASSET)) {
      body.put("asset_id", row.place().assetId());
      body.put("asset_name", row.assetName());
    }
    body.put("currency", row.place().currency());
    body.putAll(AssetFigures.sums(row.sums()));
    return body;
  }

  private static Map<String, @Nullable Object> meta(
      Answer answer, AssetReport report, AssetParameters parameters) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", answer.tenant().zone().getId());
    meta.put("currency", currency(report));
    meta.put("data_from", report.caption().dataFrom().map(Object::toString).orElse(null));
    meta.put("data_through", report.caption().dataThrough().map(Object::toString).orElse(null));
    meta.put("last_synced_at", report.caption().lastSyncedAt().map(Object::toString).orElse(null));
    meta.put("next_page_token", nextPageToken(answer, report, parameters));
    return meta;
  }

  /** The one currency of the totals' money; null if there are several. */
  private static @Nullable String currency(AssetReport report) {
    List<String> currencies = report.currencies();
    if (currencies.size() > 1) {
      return null;
    }
    return currencies.isEmpty() ? report.caption().currency() : currencies.get(0);
  }

  private static @Nullable String nextPageToken(
      Answer answer, AssetReport report, AssetParameters parameters) {
    List<Row> rows = report.rows();
    return report.more()
        ? parameters.token(
            answer.tenant().id(), answer.query().window(), rows.get(rows.size() - 1).place())
        : null;
  }
}
