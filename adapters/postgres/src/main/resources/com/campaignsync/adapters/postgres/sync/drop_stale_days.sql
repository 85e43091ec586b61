-- $1 connection, $2 entity, $3 extraction version.
-- Days that the store has from a later extraction: an older one never overwrites a newer one.
DELETE FROM sync_staging AS staged
USING source_partitions AS stored
WHERE stored.connection_id = $1 AND stored.entity = $2 AND stored.day = staged.metric_date
  AND stored.extraction_version > $3
