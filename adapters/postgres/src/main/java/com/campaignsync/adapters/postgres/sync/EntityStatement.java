package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;

/**
 * One step of a load, written down for either entity: same parameters, same answer, other tables.
 */
record EntityStatement(SqlStatement metrics, SqlStatement assets) {

  /** {@code <verb>_metrics.sql} and {@code <verb>_assets.sql}. */
  static EntityStatement of(String verb) {
    return new EntityStatement(
        SqlStatement.of(EntityStatement.class, verb + "_metrics.sql"),
        SqlStatement.of(EntityStatement.class, verb + "_assets.sql"));
  }

  SqlStatement of(Entity entity) {
    return switch (entity) {
      case CAMPAIGN_METRICS -> metrics;
      case ASSET_METRICS -> assets;
    };
  }
}
