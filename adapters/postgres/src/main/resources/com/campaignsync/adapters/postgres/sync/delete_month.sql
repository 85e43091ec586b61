-- $1 first day of the month: what is kept about it outside its partitions.
WITH rollups AS (
  DELETE FROM metrics_daily WHERE metric_date >= $1 AND metric_date < $1 + interval '1 month'
), watermarks AS (
  DELETE FROM source_partitions WHERE day >= $1 AND day < $1 + interval '1 month'
)
DELETE FROM reconciliations WHERE day >= $1 AND day < $1 + interval '1 month'
