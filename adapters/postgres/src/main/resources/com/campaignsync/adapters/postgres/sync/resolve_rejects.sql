-- $1 job, $2 connection, $3 entity, $4 days as texts, $5 the only campaigns that were read; none is all.
-- Loading a day settles what was rejected of it before; what is rejected again is opened again.
UPDATE sync_rejects
SET resolved_at = transaction_timestamp(), resolved_by_job = $1
WHERE connection_id = $2 AND entity = $3 AND metric_date = ANY (CAST($4 AS date[])) AND resolved_at IS NULL
  AND (cardinality(CAST($5 AS text[])) = 0 OR raw_row ->> 'campaign_id' = ANY (CAST($5 AS text[])))
