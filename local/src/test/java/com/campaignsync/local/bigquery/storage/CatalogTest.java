package com.campaignsync.local.bigquery.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.schema.TableRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the catalog says is what is stored, also when a commit fails. */
class CatalogTest {

  private static final TableRef REF = new TableRef("p", "d", "t");

  /** How often the time is asked for until the transaction is under way; fewer fail the test. */
  private static final int QUESTIONS_BEFORE_THE_LAST = 3;

  private final AtomicInteger questionsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private Database database;
  private Catalog catalog;
  private JsonNode table;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(null);
    catalog = new Catalog(database, "p", this::now);
    catalog.createDataset("d");
    table =
        new ObjectMapper()
            .readTree("{\"schema\":{\"fields\":[{\"name\":\"a\",\"type\":\"INT64\"}]}}");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Instant now() {
    if (questionsLeft.getAndDecrement() == 0) {
      takeKeyOfTheNextTable();
    }
    return Instant.EPOCH;
  }

  /** Another transaction takes the key that the one under way needs, and commits first. */
  private void takeKeyOfTheNextTable() {
    try {
      database.read(c -> Database.execute(c, "INSERT INTO meta.table_times VALUES (1, 0)"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void createTable_whoseCommitFails_leavesNothing() throws SQLException {
    questionsLeft.set(QUESTIONS_BEFORE_THE_LAST);
    assertThrows(SQLException.class, () -> catalog.createTable(REF, table));
    assertFalse(catalog.has(REF));
    assertTrue(catalog.tables("d").isEmpty());
    assertTrue(catalog.createTable(REF, table));
    assertEquals(1, new Catalog(database, "p", this::now).tables("d").size());
  }

  @Test
  void dropTable_whoseTransactionFails_leavesItThere() throws SQLException {
    catalog.createTable(REF, table);
    database.write(c -> Database.execute(c, "ALTER TABLE meta.loads RENAME TO away"));
    assertThrows(SQLException.class, () -> catalog.dropTable(catalog.find(REF)));
    assertThrows(SQLException.class, () -> catalog.dropDataset("d", true));
    assertTrue(catalog.has(REF));
    assertTrue(catalog.datasets().containsKey("d"));
    database.write(c -> Database.execute(c, "ALTER TABLE meta.away RENAME TO loads"));
    int deleted = database.read(c -> Database.execute(c, "DELETE FROM data.t1"));
    assertEquals(0, deleted);
    assertTrue(catalog.dropDataset("d", true));
    assertFalse(catalog.has(REF));
  }
}
