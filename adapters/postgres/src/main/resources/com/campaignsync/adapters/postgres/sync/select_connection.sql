SELECT connection.id, connection.tenant_id, tenant.time_zone, tenant.currency, connection.platform,
  connection.account_id, connection.source, connection.mapping, connection.asset_source, connection.asset_mapping,
  connection.lookback_days, connection.grain, connection.sync_frequency,
  campaigns.synced_through AS campaigns_through, assets.synced_through AS assets_through
FROM connections AS connection
JOIN tenants AS tenant ON tenant.id = connection.tenant_id
LEFT JOIN connection_progress AS campaigns
  ON campaigns.connection_id = connection.id AND campaigns.entity = 'campaign_metrics'
LEFT JOIN connection_progress AS assets
  ON assets.connection_id = connection.id AND assets.entity = 'asset_metrics'
WHERE connection.id = $1
