-- Campaigns of which a value vanished in this load: their totals cannot be told from differences.
CREATE TEMP TABLE IF NOT EXISTS sync_recount (campaign_space_id uuid NOT NULL) ON COMMIT DELETE ROWS
