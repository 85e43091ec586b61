SELECT connection.id, connection.tenant_id, tenant.time_zone, tenant.currency, connection.platform,
  connection.account_id, connection.source, connection.mapping, connection.lookback_days,
  connection.sync_frequency, connection.last_sync_completed_at
FROM connections AS connection
JOIN tenants AS tenant ON tenant.id = connection.tenant_id
WHERE connection.id = $1
