package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.AssetSums;
import com.campaignsync.domain.query.MetricSums;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an asset's figures look in JSON. */
final class AssetFigures {

  private AssetFigures() {}

  static Map<String, @Nullable Object> sums(AssetSums sums) {
    MetricSums headline = sums.headline();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("impressions", Figures.plain(headline.impressions()));
    body.put("clicks", Figures.plain(headline.clicks()));
    body.put("engagements", Figures.plain(sums.engagements()));
    body.put("spend", Figures.plain(headline.spend()));
    body.put("conversions", Figures.plain(headline.conversions()));
    body.put("revenue", Figures.plain(headline.revenue()));
    body.put("leads", Figures.plain(sums.leads()));
    body.put("installs", Figures.plain(sums.installs()));
    body.put("purchases", Figures.plain(sums.purchases()));
    body.put("visitors", Figures.plain(sums.visitors()));
    body.put("profit", Figures.plain(sums.profit()));
    body.put("ctr", Figures.plain(headline.ctr()));
    body.put("cpc", Figures.plain(headline.cpc()));
    body.put("cpm", Figures.plain(headline.cpm()));
    body.put("roas", Figures.plain(headline.roas()));
    body.put("conversion_rate", Figures.plain(headline.conversionRate()));
    body.put("engagement_rate", Figures.plain(sums.engagementRate()));
    return body;
  }
}
