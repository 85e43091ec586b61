-- $1 tenant, $2 id, $3 status, $4 reason or null. The first end holds.
UPDATE audit_log
SET completed_at = clock_timestamp(), status = $3, reason = $4
WHERE tenant_id = $1 AND id = $2 AND completed_at IS NULL
