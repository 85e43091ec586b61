-- $1 tenant. The sum is another one after every sync that succeeded, whichever connection's it was.
SELECT data_version, time_zone,
  (SELECT coalesce(CAST(sum(extract(epoch FROM last_sync_completed_at)) AS text), '')
   FROM connections WHERE tenant_id = $1) AS sync_mark
FROM tenants
WHERE id = $1
