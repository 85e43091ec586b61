WITH
  -- Whose rows: one line a connection, numbered as the request names them.
  targets AS (
    SELECT
      {target_columns}
    FROM UNNEST(@default_currencies) AS default_currency WITH OFFSET AS target
  ),
  -- The source's rows under our names. FLOAT64 goes to NUMERIC before it is added; a value that NUMERIC
  -- cannot hold is counted and sampled, never dropped.
  source AS (
    {source}
  ),
  -- One row per key, summed exactly. NULL stays NULL only if all are.
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
      SUM(impressions) AS impressions,
      SUM(clicks) AS clicks,
      SUM(engagements) AS engagements,
      SUM(spend) AS spend,
      SUM(conversions) AS conversions,
      SUM(revenue) AS revenue,
      SUM(leads) AS leads,
      SUM(installs) AS installs,
      SUM(purchases) AS purchases,
      SUM(visitors) AS visitors,
      SUM(profit) AS profit,
      SUM(of_hour) AS of_hour,
      SUM(bad_values) AS bad_values,
      MAX(bad_sample) AS bad_sample,
      COUNT(*) AS source_rows
    FROM source
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
        WHEN {no_asset} THEN 'NO_ASSET'
        WHEN bad_values > 0 THEN 'NOT_A_NUMBER'
        WHEN impressions NOT BETWEEN -9223372036854775808 AND 9223372036854775807
          OR clicks NOT BETWEEN -9223372036854775808 AND 9223372036854775807
          OR engagements NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN 'COUNT_OUT_OF_RANGE'
        WHEN {bad_hour} THEN 'BAD_HOUR'
        WHEN CHAR_LENGTH(campaign_id) > 256 OR CHAR_LENGTH(asset_id) > 256 OR CHAR_LENGTH(currency) > 16
          OR CHAR_LENGTH(campaign_name) > 1024 OR CHAR_LENGTH(asset_name) > 1024
          OR REGEXP_CONTAINS(
            CONCAT(campaign_id, IFNULL(asset_id, ''), currency, IFNULL(campaign_name, ''), IFNULL(asset_name, '')),
            r'\x00') THEN 'BAD_TEXT'
      END AS reject_reason
    FROM keys
  )
