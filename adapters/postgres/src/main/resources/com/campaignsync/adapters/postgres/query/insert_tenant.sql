INSERT INTO tenants (id, name, tier, time_zone, currency, realtime_allowed)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
RETURNING id, name, tier, time_zone, currency, realtime_allowed, created_at
