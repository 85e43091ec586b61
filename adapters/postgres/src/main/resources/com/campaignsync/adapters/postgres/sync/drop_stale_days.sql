-- $1 connection, $2 entity, $3 extraction version, $4 days as texts.
-- Days that the store has from a later extraction: an older one never overwrites a newer one.
WITH stale AS (
  SELECT day
  FROM source_partitions
  WHERE connection_id = $1 AND entity = $2 AND day = ANY (CAST($4 AS date[])) AND extraction_version > $3
), dropped AS (
  DELETE FROM sync_staging AS staged USING stale WHERE stale.day = staged.metric_date
)
SELECT day FROM stale
