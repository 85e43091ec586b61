-- $1 expired before, $2 most rows.
DELETE FROM idempotency_keys
WHERE (tenant_id, subject, key) IN (
  SELECT tenant_id, subject, key FROM idempotency_keys WHERE expires_at < $1 LIMIT $2)
