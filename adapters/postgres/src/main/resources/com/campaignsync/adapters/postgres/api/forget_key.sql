-- $1 tenant, $2 subject, $3 key, $4 holder.
UPDATE idempotency_keys
SET lease_until = clock_timestamp(), expires_at = clock_timestamp()
WHERE tenant_id = $1 AND subject = $2 AND key = $3 AND holder = $4 AND status IS NULL
