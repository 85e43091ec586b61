-- $1 connection, $2 tenant, $3 platform, $4 days as texts. The lease makes us the only writer of these keys.
-- What is right is not written: the answer is how many days were not, whoever is to blame.
WITH sums AS (
  SELECT metric_date, currency,
    sum(impressions) AS impressions, sum(clicks) AS clicks, sum(spend) AS spend, sum(conversions) AS conversions,
    sum(revenue) AS revenue, sum(leads) AS leads, sum(installs) AS installs, sum(purchases) AS purchases,
    sum(visitors) AS visitors, sum(profit) AS profit
  FROM campaign_metrics
  WHERE tenant_id = $2 AND connection_id = $1 AND metric_date = ANY (CAST($4 AS date[]))
  GROUP BY metric_date, currency
), vanished AS (
  DELETE FROM metrics_daily AS daily
  WHERE connection_id = $1 AND metric_date = ANY (CAST($4 AS date[]))
    AND NOT EXISTS (
      SELECT FROM sums WHERE sums.metric_date = daily.metric_date AND sums.currency = daily.currency)
  RETURNING daily.metric_date
), written AS (
  INSERT INTO metrics_daily AS daily (
    tenant_id, connection_id, platform, metric_date, currency,
    impressions, clicks, spend, conversions, revenue, leads, installs, purchases, visitors, profit)
  SELECT $2, $1, $3, metric_date, currency,
    impressions, clicks, spend, conversions, revenue, leads, installs, purchases, visitors, profit
  FROM sums
  ON CONFLICT (connection_id, metric_date, currency) DO UPDATE SET
    tenant_id = excluded.tenant_id, platform = excluded.platform,
    impressions = excluded.impressions, clicks = excluded.clicks, spend = excluded.spend,
    conversions = excluded.conversions, revenue = excluded.revenue, leads = excluded.leads,
    installs = excluded.installs, purchases = excluded.purchases, visitors = excluded.visitors,
    profit = excluded.profit
  WHERE (
      daily.tenant_id, daily.platform, daily.impressions, daily.clicks, daily.spend, daily.conversions, daily.revenue,
      daily.leads, daily.installs, daily.purchases, daily.visitors, daily.profit
    ) IS DISTINCT FROM (
      excluded.tenant_id, excluded.platform, excluded.impressions, excluded.clicks, excluded.spend,
      excluded.conversions, excluded.revenue, excluded.leads, excluded.installs, excluded.purchases, excluded.visitors,
      excluded.profit)
  RETURNING daily.metric_date
)
SELECT count(DISTINCT metric_date) AS days_changed
FROM (SELECT metric_date FROM vanished UNION ALL SELECT metric_date FROM written) AS corrected
