-- $1 job, $2 inserted, $3 updated, $4 unchanged, $5 failed, $6 deleted, $7 days as texts whose rows the guard kept:
-- they belong to this commit, whatever becomes of the run.
UPDATE sync_jobs
SET records_inserted = records_inserted + $2, records_updated = records_updated + $3,
    records_unchanged = records_unchanged + $4, records_failed = records_failed + $5,
    records_deleted = records_deleted + $6,
    metadata = CASE WHEN cardinality(CAST($7 AS text[])) = 0 THEN metadata ELSE metadata || jsonb_build_object(
      'guarded_days', (
        SELECT jsonb_agg(day ORDER BY day)
        FROM (
          SELECT jsonb_array_elements_text(metadata -> 'guarded_days') UNION SELECT unnest(CAST($7 AS text[]))
        ) AS days (day))) END
WHERE id = $1
