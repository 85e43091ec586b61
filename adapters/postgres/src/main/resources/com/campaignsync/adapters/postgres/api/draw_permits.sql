-- $1 tenant, $2 subject, $3 limit's name, $4 permits of a window, $5 its seconds, $6 permits wanted.
-- Windows are those of this server's clock, for all instances alike. Who waited for the row past a window's end finds
-- it in the next one: his permits are of that.
WITH slot AS (
  SELECT to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $5) * $5) AS began
)
INSERT INTO rate_limits AS known (tenant_id, subject, name, window_start, used)
SELECT $1, $2, $3, began, least(CAST($6 AS integer), CAST($4 AS integer)) FROM slot
ON CONFLICT (tenant_id, subject, name) DO UPDATE SET
  used = CASE
    WHEN known.window_start >= excluded.window_start THEN greatest(known.used, least(known.used + $6, $4))
    ELSE excluded.used END,
  window_start = greatest(known.window_start, excluded.window_start)
RETURNING
  new.used - CASE WHEN old.window_start = new.window_start THEN old.used ELSE 0 END AS granted,
  new.used AS used,
  CAST(extract(epoch FROM new.window_start + make_interval(secs => CAST($5 AS double precision)) - clock_timestamp())
    AS double precision) AS left_seconds
