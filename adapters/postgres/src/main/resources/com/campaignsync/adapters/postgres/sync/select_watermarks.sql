-- $1 connection, $2 entity, $3 first day, $4 end day, exclusive.
SELECT day, source_modified_at, extraction_version, job_id
FROM source_partitions
WHERE connection_id = $1 AND entity = $2 AND day >= $3 AND day < $4
