-- $1 tenant; then new values, null to leave a column: $2 name, $3 tier, $4 time_zone, $5 currency, $6 realtime_allowed.
-- Another zone has another today, so every answer may differ.
UPDATE tenants
SET name = coalesce($2, name),
  tier = coalesce($3, tier),
  time_zone = coalesce($4, time_zone),
  currency = coalesce($5, currency),
  realtime_allowed = coalesce($6, realtime_allowed),
  data_version = data_version + 1
WHERE id = $1
RETURNING id, name, tier, time_zone, currency, realtime_allowed, created_at
