package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads whole files of rows, each content once and all or nothing. */
public final class RowLoader {

  private final Database database;
  private final InstantSource clock;

  public RowLoader(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Appends the rows unless this content is in the table already.
   *
   * @param contentKey names the content, for example its hash
   * @param rows values in the schema's order, typed as {@link CellValue} says
   * @return whether they were loaded now
   */
  public boolean loadOnce(
      String contentKey,
      PhysicalTable table,
      Iterator<? extends List<? extends @Nullable Object>> rows)
      throws SQLException {
    return database.write(
        connection -> {
          if (!remember(connection, contentKey, table)) {
            return false;
          }
          long before = RowIds.last(connection, table);
          RowAppender.append(connection, table, rows, null);
          RowIds.stampAfter(connection, table, before, clock.millis());
          PartitionTimes.touch(
              connection, table, RowIds.partitionsAfter(connection, table, before), clock.millis());
          return true;
        });
  }

  private boolean remember(Connection connection, String contentKey, PhysicalTable table)
      throws SQLException {
    String sql = "INSERT INTO meta.loads VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, table.id());
      insert.setString(2, contentKey);
      insert.setLong(3, clock.millis());
      return insert.executeUpdate() == 1;
    }
  }
}
