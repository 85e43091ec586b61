package com.campaignsync.benchmarks.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The campaigns that the rivals do not make themselves. */
final class Campaigns {

  private Campaigns() {}

  /** Makes what is missing and answers the product's id of each campaign. */
  static Map<String, UUID> ensure(Store store, Shape shape) throws SQLException {
    try (Connection jdbc = store.jdbc("")) {
      try (var insert = jdbc.prepareStatement(INSERT)) {
        for (int campaign = 0; campaign < shape.campaigns(); campaign++) {
          insert.setString(1, Shape.campaignId(campaign));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      return ids(jdbc);
    }
  }

  private static Map<String, UUID> ids(Connection jdbc) throws SQLException {
    Map<String, UUID> ids = new HashMap<>();
    try (var statement = jdbc.createStatement();
        var rows = statement.executeQuery("SELECT campaign_id, id FROM campaign_spaces")) {
      while (rows.next()) {
        ids.put(rows.getString(1), rows.getObject(2, UUID.class));
      }
    }
    return ids;
  }

  private static final String INSERT =
      """
      INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, currency)
      VALUES ('%s', '%s', '%s', ?, 'USD') ON CONFLICT DO NOTHING
      """
          .formatted(Store.TENANT, Store.CONNECTION, Store.PLATFORM);
}
