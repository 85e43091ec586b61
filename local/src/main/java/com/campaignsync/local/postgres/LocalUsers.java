package com.campaignsync.local.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The users the functions log in as locally. In the cloud each is an IAM user granted the same
 * role; here they need no password, for the server trusts this machine and listens to no other.
 */
public final class LocalUsers {
  /** Logs in for metrics-api, bound to one tenant at a time by row-level security. */
  public static final String METRICS_API = "metrics_api_local";

  /** Logs in for the functions that serve all tenants. */
  public static final String SYNC_WORKER = "sync_worker_local";

  private LocalUsers() {}

  /** Makes the users and their memberships; existing ones are brought to the same state. */
  static void ensure(String superuserJdbcUrl) {
    try (Connection connection = DriverManager.getConnection(superuserJdbcUrl);
        Statement statement = connection.createStatement()) {
      ensure(statement, METRICS_API, "app_api");
      ensure(statement, SYNC_WORKER, "app_worker");
    } catch (SQLException failed) {
      throw new LocalPostgresException(
          "the local database users could not be made: " + failed.getMessage(), failed);
    }
  }

  private static void ensure(Statement statement, String user, String role) throws SQLException {
    statement.execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s; END IF;
        END $$"""
            .formatted(user));
    statement.execute(
        "ALTER ROLE %s LOGIN INHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
            .formatted(user));
    statement.execute("GRANT %s TO %s".formatted(role, user));
  }
}
