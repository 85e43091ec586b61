-- $1 tenant, $2 subject, $3 key.
SELECT fingerprint, status, media_type, reply,
  CAST(extract(epoch FROM lease_until - clock_timestamp()) AS double precision) AS lease_left_seconds
FROM idempotency_keys
WHERE tenant_id = $1 AND subject = $2 AND key = $3
