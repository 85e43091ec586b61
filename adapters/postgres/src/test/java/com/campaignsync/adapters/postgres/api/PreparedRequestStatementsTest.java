package com.campaignsync.adapters.postgres.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.adapters.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreparedRequestStatementsTest {

  @Test
  void everyStatement_preparesAsTheApi() throws Exception {
    Path one = Path.of(PostgresAuditLog.class.getResource("claim_key.sql").toURI());
    try (Stream<Path> files = Files.list(one.getParent());
        Connection api = TestPostgres.shared().jdbc("test_api")) {
      List<Path> statements = files.filter(file -> file.toString().endsWith(".sql")).toList();
      assertEquals(9, statements.size());
      for (Path file : statements) {
        prepare(api, file);
      }
    }
  }

  private static void prepare(Connection api, Path file) throws Exception {
    try (var statement = api.createStatement()) {
      statement.execute("PREPARE one AS " + Files.readString(file));
      statement.execute("DEALLOCATE one");
    } catch (SQLException failed) {
      throw new AssertionError(file.getFileName() + ": " + failed.getMessage(), failed);
    }
  }
}
