package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.campaignsync.adapters.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreparedQueriesTest {

  @Test
  void everyStatement_preparesAsTheApi() throws Exception {
    try (Connection api = TestPostgres.shared().jdbc("test_api")) {
      List<Path> files = sqlFiles();
      assertFalse(files.isEmpty());
      for (Path file : files) {
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

  private static List<Path> sqlFiles() throws Exception {
    Path one = Path.of(PreparedQueriesTest.class.getResource("select_job.sql").toURI());
    try (Stream<Path> files = Files.list(one.getParent())) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
