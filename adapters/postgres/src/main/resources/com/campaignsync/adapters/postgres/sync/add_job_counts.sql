-- $1 job, $2 inserted, $3 updated, $4 unchanged, $5 failed, $6 deleted.
UPDATE sync_jobs
SET records_inserted = records_inserted + $2, records_updated = records_updated + $3,
    records_unchanged = records_unchanged + $4, records_failed = records_failed + $5,
    records_deleted = records_deleted + $6
WHERE id = $1
