package com.campaignsync.adapters.postgres.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreparedStatementsTest {

  @Test
  void everyStatement_preparesAsAWorker() throws Exception {
    try (Connection worker = Fixture.POSTGRES.jdbc("test_worker");
        var statement = worker.createStatement()) {
      statement.execute(Files.readString(file("create_staging.sql")));
      List<Path> files = sqlFiles();
      assertFalse(files.isEmpty());
      for (Path file : files) {
        prepare(worker, file);
      }
    }
  }

  private static void prepare(Connection worker, Path file) throws Exception {
    String sql = Files.readString(file);
    if (sql.contains("CREATE TEMP TABLE") || sql.contains("COPY pg_temp")) {
      return; // utility statements cannot be prepared; the load's tests run them
    }
    try (var statement = worker.createStatement()) {
      statement.execute("PREPARE one AS " + sql);
      statement.execute("DEALLOCATE one");
    } catch (SQLException failed) {
      throw new AssertionError(file.getFileName() + ": " + failed.getMessage(), failed);
    }
  }

  private static List<Path> sqlFiles() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(file("create_staging.sql").getParent())) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  private static Path file(String name) throws URISyntaxException {
    URI uri = PreparedStatementsTest.class.getResource(name).toURI();
    return Path.of(uri);
  }
}
