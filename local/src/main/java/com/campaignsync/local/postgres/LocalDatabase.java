package com.campaignsync.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The project's database inside the cluster. */
final class LocalDatabase {
  private LocalDatabase() {}

  /** Makes the database unless a start before this one did. */
  static void createIfMissing(String maintenanceUrl, String database) {
    try (Connection connection = DriverManager.getConnection(maintenanceUrl)) {
      if (!exists(connection, database)) {
        try (Statement create = connection.createStatement()) {
          create.execute("CREATE DATABASE " + database);
        }
      }
    } catch (SQLException failed) {
      throw new LocalPostgresException(
          "database %s could not be made: %s".formatted(database, failed.getMessage()), failed);
    }
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, database);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
