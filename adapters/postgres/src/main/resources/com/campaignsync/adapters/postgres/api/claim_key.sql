-- $1 tenant, $2 subject, $3 key, $4 fingerprint, $5 holder, $6 lease in seconds, $7 seconds kept.
-- A row if the work is the asker's: the key is new, or expired, or the same request's whose holder is gone or gave up.
INSERT INTO idempotency_keys AS known (tenant_id, subject, key, fingerprint, holder, lease_until, expires_at)
VALUES ($1, $2, $3, $4, $5,
  clock_timestamp() + make_interval(secs => CAST($6 AS double precision)),
  clock_timestamp() + make_interval(secs => CAST($7 AS double precision)))
ON CONFLICT (tenant_id, subject, key) DO UPDATE SET
  request_id = CASE WHEN known.expires_at <= clock_timestamp() THEN gen_random_uuid() ELSE known.request_id END,
  created_at = CASE WHEN known.expires_at <= clock_timestamp() THEN clock_timestamp() ELSE known.created_at END,
  fingerprint = excluded.fingerprint,
  holder = excluded.holder,
  lease_until = excluded.lease_until,
  expires_at = excluded.expires_at,
  status = NULL,
  media_type = NULL,
  reply = NULL
WHERE known.expires_at <= clock_timestamp()
  OR (known.status IS NULL AND known.fingerprint = excluded.fingerprint AND known.lease_until <= clock_timestamp())
RETURNING request_id
