package com.campaignsync.local.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sync jobs as rows, seen from outside the functions. */
final class Jobs {

  private static final Set<String> UNDER_WAY = Set.of("pending", "running", "retrying");

  private static final String READ =
      """
      SELECT to_jsonb(j) || jsonb_build_object('platform', c.platform) AS job
      FROM sync_jobs j JOIN connections c ON c.id = j.connection_id
      WHERE j.id = ANY (?) OR j.idempotency_key IN (
        SELECT asked.idempotency_key || ':asset_metrics' FROM sync_jobs asked WHERE asked.id = ANY (?))
      ORDER BY j.tenant_id, c.platform, j.entity DESC""";

  private static final String UNFINISHED =
      "SELECT id FROM sync_jobs WHERE status IN ('pending', 'running', 'retrying')"
          + " AND connection_id IS NOT NULL ORDER BY created_at";

  private static final String EXPIRE_LEASES =
      "UPDATE connection_leases SET expires_at = clock_timestamp() WHERE expires_at > clock_timestamp()";

  /** Money must not pass through a double. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String jdbcUrl;

  Jobs(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  /** Every column of the jobs and of those of their assets, and the connection's platform. */
  List<JsonNode> read(List<UUID> ids) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
      List<JsonNode> jobs = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          jobs.add(JSON.readTree(rows.getString("job")));
        }
      }
      return jobs;
    } catch (SQLException e) {
      throw new Broken("Postgres does not answer; start again, the syncs go on where they were", e);
    } catch (IOException e) {
      throw new IllegalStateException("a row of ours is JSON", e);
    }
  }

  static boolean isOver(JsonNode job) {
    return !UNDER_WAY.contains(job.path("status").asText());
  }

  /**
   * What a killed run left: its leases end now, because nobody but us can hold one here.
   *
   * @return the jobs that were not over
   */
  List<UUID> recover() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement expire = connection.prepareStatement(EXPIRE_LEASES);
        PreparedStatement unfinished = connection.prepareStatement(UNFINISHED)) {
      expire.executeUpdate();
      List<UUID> ids = new ArrayList<>();
      try (ResultSet rows = unfinished.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw new Broken("the jobs of the last run cannot be found: start again", e);
    }
  }
}
