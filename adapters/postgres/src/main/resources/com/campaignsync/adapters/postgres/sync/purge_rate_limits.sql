-- $1 began before, $2 most rows. A row per caller: few enough to be looked through.
DELETE FROM rate_limits
WHERE (tenant_id, subject, name) IN (
  SELECT tenant_id, subject, name FROM rate_limits WHERE window_start < $1 LIMIT $2)
