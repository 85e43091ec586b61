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
        WHEN {no_asset} THEN 'NO_ASSET'
        WHEN bad_values > 0 OR (source_rows > 1 AND largest >= NUMERIC '1000000000000000000000') THEN 'NOT_A_NUMBER'
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
