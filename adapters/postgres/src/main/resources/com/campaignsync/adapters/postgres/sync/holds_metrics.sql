-- $1 connection, $2 first day, $3 last day. The rollup has a row of each day that has rows.
SELECT EXISTS (
  SELECT FROM metrics_daily WHERE connection_id = $1 AND metric_date BETWEEN $2 AND $3) AS any_stored
