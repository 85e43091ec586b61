package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finished jobs, as their REST resources. */
public final class JobRecords {

  private final Database database;

  public JobRecords(Database database) {
    this.database = database;
  }

  /** Keeps a finished job. */
  public void save(String jobId, long createdMillis, String resource) throws SQLException {
    database.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO meta.jobs VALUES (?, ?, ?)")) {
            insert.setString(1, jobId);
            insert.setLong(2, createdMillis);
            insert.setString(3, resource);
            return insert.executeUpdate();
          }
        });
  }

  /** A finished job's resource; empty if there is none of that id. */
  public Optional<String> find(String jobId) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT record FROM meta.jobs WHERE job_id = ?")) {
            select.setString(1, jobId);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(rows.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }

  /**
   * The newest finished jobs' resources, newest first.
   *
   * @param parentJobId whose children are wanted; empty for jobs without a parent
   * @param fromMillis creation times wanted, inclusive on both ends
   */
  public List<String> newest(
      int max, long offset, String parentJobId, long fromMillis, long toMillis)
      throws SQLException {
    String sql =
        "SELECT record FROM meta.jobs WHERE"
            + " coalesce(json_extract_string(record, '$.statistics.parentJobId'), '') = "
            + Literals.string(parentJobId)
            + " AND created BETWEEN "
            + fromMillis
            + " AND "
            + toMillis
            + " ORDER BY created DESC, rowid DESC LIMIT "
            + max
            + " OFFSET "
            + offset;
    return database.read(
        connection -> {
          List<String> found = new ArrayList<>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
          return found;
        });
  }
}
