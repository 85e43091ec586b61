-- $1 jobs, $2 bytes billed to add, $3 US dollars to add as texts; both may be negative.
UPDATE sync_jobs AS job
SET bytes_billed = job.bytes_billed + correction.bytes_billed, cost_usd = job.cost_usd + correction.cost_usd,
    cost_status = 'estimated'
FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($3 AS numeric[])) AS correction (id, bytes_billed, cost_usd)
WHERE job.id = correction.id
