-- $1 tenant, $2 platform, $3 account or null, $4 source, $5 a connection that does not count, or null.
-- A connection without an account has all rows of tenant and platform.
SELECT id
FROM connections
WHERE tenant_id = $1 AND platform = $2 AND source = $4
  AND (account_id IS NULL OR CAST($3 AS text) IS NULL OR account_id = $3)
  AND (CAST($5 AS uuid) IS NULL OR id <> $5)
ORDER BY id
LIMIT 1
