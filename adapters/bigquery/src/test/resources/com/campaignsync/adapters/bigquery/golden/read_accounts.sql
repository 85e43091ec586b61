WITH
  -- Whose rows: one line a connection, numbered as the request names them.
  targets AS (
    SELECT
      target,
      default_currency,
      @tenant_ids[OFFSET(target)] AS tenant_id,
      @platforms[OFFSET(target)] AS platform,
      @account_ids[OFFSET(target)] AS account_id
    FROM UNNEST(@default_currencies) AS default_currency WITH OFFSET AS target
  ),
  -- The source's rows under our names. FLOAT64 goes to NUMERIC before it is added; a value that NUMERIC
  -- cannot hold is counted and sampled, never dropped.
  source AS (
    SELECT
      targets.target,
      given.`metric_date` AS metric_date,
      given.`campaign_id` AS campaign_id,
      CAST(NULL AS STRING) AS asset_id,
      -1 AS metric_hour,
      IFNULL(NULLIF(given.`currency`, ''), targets.default_currency) AS currency,
      given.`campaign_name` AS campaign_name,
      CAST(NULL AS STRING) AS asset_name,
      CAST(given.`impressions` AS NUMERIC) AS impressions,
      CAST(given.`clicks` AS NUMERIC) AS clicks,
      CAST(NULL AS NUMERIC) AS engagements,
      CAST(given.`spend` AS NUMERIC) AS spend,
      CAST(given.`conversions` AS NUMERIC) AS conversions,
      CAST(given.`revenue` AS NUMERIC) AS revenue,
      CAST(given.`leads` AS NUMERIC) AS leads,
      CAST(given.`installs` AS NUMERIC) AS installs,
      CAST(given.`purchases` AS NUMERIC) AS purchases,
      CAST(given.`visitors` AS NUMERIC) AS visitors,
      CAST(given.`profit` AS NUMERIC) AS profit,
      IF(IFNULL(given.`metric_hour`, -1) = -1, 0, 1) AS of_hour,
      0 AS bad_values,
      '' AS bad_sample
    FROM `proj.engarde_analytics.campaign_metrics` AS given
    JOIN targets ON given.`tenant_id` = targets.tenant_id AND given.`platform` = targets.platform AND given.`account_id` = targets.account_id
    WHERE given.`tenant_id` IN UNNEST(@tenant_ids)
      AND given.`platform` IN UNNEST(@platforms)
      AND given.`account_id` IN UNNEST(@account_ids)
      AND ((given.`metric_date` >= DATE '2026-02-27' AND given.`metric_date` < DATE '2026-03-02'))
  ),
  -- How large each row's largest value is: what is added up must stay below NUMERIC's 29 digits, or the query would
  -- fail, and with it every connection that is read by it.
  sized AS (
    SELECT
      *,
      GREATEST(
        ABS(IFNULL(impressions, 0)),
        ABS(IFNULL(clicks, 0)),
        ABS(IFNULL(engagements, 0)),
        ABS(IFNULL(spend, 0)),
        ABS(IFNULL(conversions, 0)),
        ABS(IFNULL(revenue, 0)),
        ABS(IFNULL(leads, 0)),
        ABS(IFNULL(installs, 0)),
        ABS(IFNULL(purchases, 0)),
        ABS(IFNULL(visitors, 0)),
        ABS(IFNULL(profit, 0))
      ) AS largest
    FROM source
  ),
  -- One row per key, summed exactly. NULL stays NULL only if all are. A key of one row needs no sum; values of twenty-two
  -- digits and more are added to no others.
  keys AS (
    SELECT
      target,
      metric_date,
      campaign_id,
      asset_id,
      metric_hour,
      currency,
      MAX(campaign_name) AS campaign_name,
      MAX(asset_name) AS asset_name,
      IF(COUNT(*) = 1, MAX(impressions), SUM(IF(largest < NUMERIC '1000000000000000000000', impressions, NULL))) AS impressions,
      IF(COUNT(*) = 1, MAX(clicks), SUM(IF(largest < NUMERIC '1000000000000000000000', clicks, NULL))) AS clicks,
      IF(COUNT(*) = 1, MAX(engagements), SUM(IF(largest < NUMERIC '1000000000000000000000', engagements, NULL))) AS engagements,
      IF(COUNT(*) = 1, MAX(spend), SUM(IF(largest < NUMERIC '1000000000000000000000', spend, NULL))) AS spend,
      IF(COUNT(*) = 1, MAX(conversions), SUM(IF(largest < NUMERIC '1000000000000000000000', conversions, NULL))) AS conversions,
      IF(COUNT(*) = 1, MAX(revenue), SUM(IF(largest < NUMERIC '1000000000000000000000', revenue, NULL))) AS revenue,
      IF(COUNT(*) = 1, MAX(leads), SUM(IF(largest < NUMERIC '1000000000000000000000', leads, NULL))) AS leads,
      IF(COUNT(*) = 1, MAX(installs), SUM(IF(largest < NUMERIC '1000000000000000000000', installs, NULL))) AS installs,
      IF(COUNT(*) = 1, MAX(purchases), SUM(IF(largest < NUMERIC '1000000000000000000000', purchases, NULL))) AS purchases,
      IF(COUNT(*) = 1, MAX(visitors), SUM(IF(largest < NUMERIC '1000000000000000000000', visitors, NULL))) AS visitors,
      IF(COUNT(*) = 1, MAX(profit), SUM(IF(largest < NUMERIC '1000000000000000000000', profit, NULL))) AS profit,
      SUM(of_hour) AS of_hour,
      SUM(bad_values) AS bad_values,
      MAX(bad_sample) AS bad_sample,
      COUNT(*) AS source_rows,
      MAX(largest) AS largest
    FROM sized
    GROUP BY target, metric_date, campaign_id, asset_id, metric_hour, currency
  ),
  -- Why a key cannot be stored; NULL if it can. The bounds are the store's own, so that both judge alike: ids and
  -- currencies stand in indexes, names are longer nowhere, Postgres has no U+0000.
  judged AS (
    SELECT
      *,
      CASE
        WHEN metric_date IS NULL THEN 'NO_DATE'
        WHEN campaign_id IS NULL OR TRIM(campaign_id) = '' THEN 'NO_CAMPAIGN'
        WHEN FALSE THEN 'NO_ASSET'
        WHEN bad_values > 0 OR (source_rows > 1 AND largest >= NUMERIC '1000000000000000000000') THEN 'NOT_A_NUMBER'
        WHEN impressions NOT BETWEEN -9223372036854775808 AND 9223372036854775807
          OR clicks NOT BETWEEN -9223372036854775808 AND 9223372036854775807
          OR engagements NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN 'COUNT_OUT_OF_RANGE'
        WHEN of_hour NOT IN (0, source_rows) THEN 'BAD_HOUR'
        WHEN CHAR_LENGTH(campaign_id) > 256 OR CHAR_LENGTH(asset_id) > 256 OR CHAR_LENGTH(currency) > 16
          OR CHAR_LENGTH(campaign_name) > 1024 OR CHAR_LENGTH(asset_name) > 1024
          OR REGEXP_CONTAINS(
            CONCAT(campaign_id, IFNULL(asset_id, ''), currency, IFNULL(campaign_name, ''), IFNULL(asset_name, '')),
            r'\x00') THEN 'BAD_TEXT'
      END AS reject_reason
    FROM keys
  )
-- Every connection answers at least one row, which tells how many must come: a short answer is never taken for
-- an empty source. In order of connection and day, so that whole days can be committed while the rest comes.
SELECT
  targets.target AS target,
  COUNT(judged.target) OVER (PARTITION BY targets.target) AS target_rows,
  judged.metric_date AS metric_date,
  judged.campaign_id AS campaign_id,
  judged.asset_id AS asset_id,
  judged.metric_hour AS metric_hour,
  judged.currency AS currency,
  judged.campaign_name AS campaign_name,
  judged.asset_name AS asset_name,
  judged.impressions AS impressions,
  judged.clicks AS clicks,
  judged.engagements AS engagements,
  judged.spend AS spend,
  judged.conversions AS conversions,
  judged.revenue AS revenue,
  judged.leads AS leads,
  judged.installs AS installs,
  judged.purchases AS purchases,
  judged.visitors AS visitors,
  judged.profit AS profit,
  judged.bad_values AS bad_values,
  IF(
    judged.bad_values = 0 AND judged.reject_reason = 'NOT_A_NUMBER',
    CONCAT('one of several values is ', CAST(judged.largest AS STRING)),
    judged.bad_sample) AS bad_sample,
  judged.source_rows AS source_rows,
  judged.reject_reason AS reject_reason
FROM targets
LEFT JOIN judged ON judged.target = targets.target
ORDER BY target, metric_date
