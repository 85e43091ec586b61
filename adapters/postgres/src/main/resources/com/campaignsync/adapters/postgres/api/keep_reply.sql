-- $1 tenant, $2 subject, $3 key, $4 holder, $5 status, $6 media type, $7 reply, $8 seconds kept.
UPDATE idempotency_keys
SET status = $5, media_type = $6, reply = $7,
  expires_at = clock_timestamp() + make_interval(secs => CAST($8 AS double precision))
WHERE tenant_id = $1 AND subject = $2 AND key = $3 AND holder = $4 AND status IS NULL
