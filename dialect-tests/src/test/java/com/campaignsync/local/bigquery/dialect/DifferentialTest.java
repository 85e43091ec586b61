package com.campaignsync.local.bigquery.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.dialect.QueryGenerator.Generated;
import com.google.cloud.bigquery.BigQueryException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our answers beside ZetaSQL's: rows, names and types. Another seed: {@code -Ddialect.seed=7}; one
 * query alone: {@code -Ddialect.query=123}.
 */
class DifferentialTest {

  private static final long SEED = Long.getLong("dialect.seed", 20_261_120);

  /** Queries of facts that must be answered by both, beyond those refused; half of other shapes. */
  private static final int ANSWERED_MIN = Integer.getInteger("dialect.count", 300);

  /** Bounds the run if the generator should make queries that fail only: this many for one. */
  private static final int QUERIES_PER_ANSWER_MAX = 3;

  private static final String PATH = "p.d.facts";

  /** Refused here, by design and in words that say so; BigQuery would run it. */
  static final String NOT_HERE = "not supported locally";

  @TempDir private static Path directory;
  private static ZetaSql zetaSql;
  private static OurBigQuery ours;

  @BeforeAll
  static void start() throws IOException, SQLException {
    ZetaSql.assumeItRunsHere();
    Path file = SampleRows.definition(directory, "facts");
    List<List<@Nullable Object>> rows = SampleRows.rows(SEED);
    zetaSql = new ZetaSql();
    zetaSql.addTable(PATH, SampleRows.schema(), rows);
    ours = new OurBigQuery(file);
    ours.load("facts", rows);
  }

  @AfterAll
  static void stop() {
    if (ours != null) {
      ours.close();
    }
  }

  /** What the generated queries are about. */
  enum Shape {
    FACTS(ANSWERED_MIN),
    TIMES(ANSWERED_MIN / 2),
    NESTED(ANSWERED_MIN / 2);

    private final int answeredMin;

    Shape(int answeredMin) {
      this.answeredMin = answeredMin;
    }

    Generated query(Random random) {
      return switch (this) {
        case FACTS -> new QueryGenerator(random, PATH).next();
        case TIMES -> new QueryGenerator(random, PATH).times();
        case NESTED -> new NestedQueryGenerator(random, PATH).next();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void generatedQueries_haveTheSameRowsNamesAndTypes(Shape shape) throws InterruptedException {
    System.out.println(shape + " differential run: -Ddialect.seed=" + SEED);
    int only = Integer.getInteger("dialect.query", -1);
    List<String> differences = new ArrayList<>();
    int answered = 0;
    int refused = 0;
    int number = Math.max(only, 0);
    int end = only < 0 ? QUERIES_PER_ANSWER_MAX * shape.answeredMin : only + 1;
    for (; number < end && (only >= 0 || answered < shape.answeredMin); number++) {
      Generated query = shape.query(random(number));
      Outcome outcome = Outcome.of(query, zetaSql, ours);
      answered += outcome.answered() ? 1 : 0;
      refused += outcome.answered() ? 0 : 1;
      if (outcome.difference() != null) {
        differences.add("#" + number + " " + outcome.difference() + "\n   " + query.sql());
      }
    }
    System.out.println(
        shape
            + " differential run: "
            + answered
            + " answered by both, "
            + refused
            + " refused, "
            + differences.size()
            + " different");
    differences.forEach(System.out::println);
    assertEquals("", String.join("\n", differences));
    assertTrue(only >= 0 || answered >= shape.answeredMin, answered + " answered of " + number);
  }

  /** Seeds far apart: Java's generators of neighbouring seeds begin alike. */
  static Random random(int number) {
    return new Random((SEED * 1_000_003 + number) * 0x9E37_79B9_7F4A_7C15L);
  }

  /** What came of one query: {@code difference} is null if the two agree. */
  record Outcome(boolean answered, @Nullable String difference) {

    static Outcome of(Generated query, ZetaSql zetaSql, OurBigQuery ours)
        throws InterruptedException {
      Answer expected = null;
      String refusal = "";
      try {
        expected = zetaSql.run(query.sql());
      } catch (ZetaSql.RefusedException e) {
        refusal = String.valueOf(e.getMessage());
      }
      try {
        Answer answer = ours.run(query.sql());
        return expected == null
            ? new Outcome(false, "answered, but ZetaSQL says: " + refusal)
            : new Outcome(true, answer.difference(expected, query.ordered(), query.floatSums()));
      } catch (BigQueryException e) {
        String message = String.valueOf(e.getMessage());
        boolean agreed = expected == null || message.contains(NOT_HERE);
        return new Outcome(false, agreed ? null : "refused, but ZetaSQL answers: " + message);
      }
    }
  }
}
