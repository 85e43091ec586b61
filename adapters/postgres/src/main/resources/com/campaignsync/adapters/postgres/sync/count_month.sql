-- $1 first day of the month.
SELECT counts.metric_rows, counts.change_rows,
  (SELECT count(*) FROM metrics_daily
   WHERE metric_date >= $1 AND metric_date < $1 + interval '1 month') AS rollup_rows,
  (SELECT count(*) FROM source_partitions WHERE day >= $1 AND day < $1 + interval '1 month') AS watermarks,
  (SELECT count(*) FROM reconciliations WHERE day >= $1 AND day < $1 + interval '1 month') AS reconciliations
FROM count_month($1) AS counts
