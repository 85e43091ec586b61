-- $1 connection, $2 first day, $3 end day, exclusive.
-- The canonical text of a row, as the source computes it too: fields joined by U+001F, null as U+2400, numbers without
-- trailing zeros. Its value is the first 60 bits of its MD5; a day's checksum is their sum, the same in any order.
-- Values from 1e21 on are left out of the sums: the source could not add them up.
SELECT metric_date, count(*) AS rows, CAST(sum(impressions) AS numeric) AS impressions,
  CAST(sum(clicks) AS numeric) AS clicks,
  sum(spend) FILTER (WHERE abs(spend) < 1e21) AS spend,
  sum(conversions) FILTER (WHERE abs(conversions) < 1e21) AS conversions,
  sum(revenue) FILTER (WHERE abs(revenue) < 1e21) AS revenue,
  sum(CAST(CAST('x' || substr(md5(convert_to(canonical, 'UTF8')), 1, 15) AS bit(60)) AS bigint)) AS checksum
FROM (
  SELECT stored.metric_date, stored.impressions, stored.clicks, stored.spend, stored.conversions, stored.revenue,
    concat_ws(
      chr(31), campaign.campaign_id, stored.metric_hour, stored.currency,
      coalesce(CAST(stored.impressions AS text), chr(9216)),
      coalesce(CAST(stored.clicks AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.spend) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.conversions) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.revenue) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.leads) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.installs) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.purchases) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.visitors) AS text), chr(9216)),
      coalesce(CAST(trim_scale(stored.profit) AS text), chr(9216))
    ) AS canonical
  FROM campaign_metrics AS stored
  JOIN campaign_spaces AS campaign ON campaign.id = stored.campaign_space_id
  WHERE stored.tenant_id = (SELECT tenant_id FROM connections WHERE id = $1) AND stored.connection_id = $1
    AND stored.metric_date >= $2 AND stored.metric_date < $3) AS kept
GROUP BY metric_date
