package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.Answer;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers one campaign's figures by day, with their summary. */
final class CampaignMetricsHandler implements Handler {

  /** Days before today at which the answer begins where nobody asks otherwise. */
  private static final int DAYS_DEFAULT = 90;

  /** All that are understood. */
  static final Set<String> PARAMETERS = Set.of(Tenants.PARAMETER, "start_date", "end_date");

  private final MetricsReader metrics;
  private final InstantSource clock;

  CampaignMetricsHandler(MetricsReader metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(PARAMETERS);
    TenantId tenantId = Tenants.of(request);
    UUID campaign = Input.id("campaign_space_id", request.path("campaign_space_id"));
    DateRange range =
        DateRange.parse(request.query().single("start_date"), request.query().single("end_date"));
    return metrics
        .report(tenantId, tenant -> query(campaign, range, tenant.today(clock.instant())))
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .delayUntil(answer -> requireCampaign(tenantId, campaign, answer))
        .map(answer -> Reply.json(200, body(campaign, answer)));
  }

  private static MetricsQuery query(UUID campaign, DateRange range, LocalDate today) {
    return MetricsQuery.of(
        range.window(today, DAYS_DEFAULT),
        new MetricsFilter(List.of(campaign), Optional.empty(), Optional.empty()),
        MetricsShape.BY_DATE,
        DateRange.DAYS_MAX);
  }

  /** Its rows prove that it is there; without any, it may be. */
  private Mono<Boolean> requireCampaign(TenantId tenantId, UUID campaign, Answer answer) {
    if (!answer.report().rows().isEmpty()) {
      return Mono.just(true);
    }
    return metrics
        .hasCampaign(tenantId, campaign)
        .filter(found -> found)
        .switchIfEmpty(
            Mono.error(() -> Problem.of(404, "CAMPAIGN_NOT_FOUND", "there is no such campaign")));
  }

  private static Map<String, @Nullable Object> body(UUID campaign, Answer answer) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("campaign_space_id", campaign.toString());
    body.put("start_date", answer.query().window().firstDay().toString());
    body.put("end_date", answer.query().window().lastDay().toString());
    body.put(
        "metrics",
        answer.report().rows().stream()
            .map(row -> Figures.row(row, MetricsShape.BY_DATE))
            .toList());
    body.put("summary", summary(answer));
    body.put("meta", meta(answer));
    return body;
  }

  private static Map<String, @Nullable Object> meta(Answer answer) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("time_zone", answer.tenant().zone().getId());
    meta.put("currency", answer.report().currencies().stream().findFirst().orElse(null));
    meta.put("data_from", answer.report().dataFrom().map(Object::toString).orElse(null));
    meta.put("data_through", answer.report().dataThrough().map(Object::toString).orElse(null));
    meta.put("last_synced_at", answer.report().lastSyncedAt().map(Object::toString).orElse(null));
    return meta;
  }

  private static Map<String, @Nullable Object> summary(Answer answer) {
    MetricSums total = answer.report().total();
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    summary.put("total_impressions", Figures.plain(total.impressions()));
    summary.put("total_clicks", Figures.plain(total.clicks()));
    summary.put("total_spend", Figures.plain(total.spend()));
    summary.put("total_conversions", Figures.plain(total.conversions()));
    summary.put("total_revenue", Figures.plain(total.revenue()));
    summary.put("avg_ctr", Figures.plain(total.ctr()));
    summary.put("avg_roas", Figures.plain(total.roas()));
    summary.put("avg_cpc", Figures.plain(total.cpc()));
    summary.put("conversion_rate", Figures.plain(total.conversionRate()));
    summary.put("days_tracked", answer.report().totalRecords());
    return summary;
  }
}
