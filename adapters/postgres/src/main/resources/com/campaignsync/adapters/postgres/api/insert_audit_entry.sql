-- $1 tenant, $2 subject, $3 role, $4 the caller's tenant or null, $5 method, $6 route, $7 targets: a JSON object,
-- $8 request id, $9 trace id or null.
INSERT INTO audit_log (tenant_id, subject, role, caller_tenant_id, method, route, targets, request_id, trace_id)
VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS jsonb), $8, $9)
RETURNING id
