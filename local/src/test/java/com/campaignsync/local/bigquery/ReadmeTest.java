package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's table of what is not there: every row is an error when called. */
class ReadmeTest {

  private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| (.+) \\|");

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  /** A bar in a cell is written with a backslash. */
  private static String unescaped(String cell) {
    return cell.replace("\\|", "|");
  }

  static List<Arguments> rows() throws IOException {
    List<Arguments> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .takeWhile(line -> !line.equals("## Storage Read"))
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> Arguments.of(unescaped(row.group(1)), unescaped(row.group(2))))
            .toList();
    assertFalse(rows.isEmpty(), "README.md has lost its table");
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRow_isAnError(String statement, String answer) {
    BigQueryException e = assertThrows(BigQueryException.class, () -> bq.query(statement));
    assertTrue(e.getMessage().contains(answer), e.getMessage());
  }
}
