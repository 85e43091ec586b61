-- $1 began before, $2 most rows.
DELETE FROM audit_log
WHERE id IN (SELECT id FROM audit_log WHERE started_at < $1 LIMIT $2)
