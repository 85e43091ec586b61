package com.campaignsync.local.bigquery.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.dialect.ChangeGenerator.Change;
import com.google.cloud.bigquery.BigQueryException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random INSERT, UPDATE, DELETE and MERGE, run here, and the table afterwards beside what ZetaSQL
 * says of it. Another seed: {@code -Ddialect.seed=7}; one statement alone: {@code
 * -Ddialect.query=123}.
 */
class ChangesTest {

  private static final long SEED = Long.getLong("dialect.seed", 20_261_120);
  private static final int CHANGES = Integer.getInteger("dialect.changes", 100);
  private static final String TARGET = "p.d.changed";
  private static final String SOURCE = "p.d.facts";

  /** Half of the rows: the other half is what INSERT and MERGE bring. */
  private static final String INITIAL = "SELECT * FROM `p.d.facts` WHERE id < 30";

  @TempDir private static Path directory;
  private static ZetaSql zetaSql;
  private static OurBigQuery ours;

  @BeforeAll
  static void start() throws IOException, SQLException {
    ZetaSql.assumeItRunsHere();
    List<List<@Nullable Object>> rows = SampleRows.rows(SEED);
    zetaSql = new ZetaSql();
    zetaSql.addTable(SOURCE, SampleRows.schema(), rows);
    zetaSql.addTable(TARGET, SampleRows.schema(), rows.subList(0, 30));
    ours =
        new OurBigQuery(
            SampleRows.definition(directory, "facts"), SampleRows.definition(directory, "changed"));
    ours.load("facts", rows);
  }

  @AfterAll
  static void stop() {
    if (ours != null) {
      ours.close();
    }
  }

  @Test
  void generatedChanges_leaveTheSameRows() throws InterruptedException {
    System.out.println("changes run: -Ddialect.seed=" + SEED);
    int only = Integer.getInteger("dialect.query", -1);
    List<String> differences = new ArrayList<>();
    int made = 0;
    int first = Math.max(only, 0);
    int end = only < 0 ? CHANGES : only + 1;
    for (int number = first; number < end; number++) {
      Change change = new ChangeGenerator(DifferentialTest.random(number), TARGET, SOURCE).next();
      Outcome outcome = Outcome.of(change, zetaSql, ours);
      made += outcome.made() ? 1 : 0;
      if (outcome.difference() != null) {
        differences.add("#" + number + " " + outcome.difference() + "\n   " + change.sql());
      }
    }
    System.out.println(
        "changes run: " + made + " made by both, " + differences.size() + " different");
    assertEquals("", String.join("\n", differences));
    assertTrue(only >= 0 || made > CHANGES / 2, "made " + made);
  }

  /** What came of one change: {@code difference} is null if the two agree. */
  record Outcome(boolean made, @Nullable String difference) {

    static Outcome of(Change change, ZetaSql zetaSql, OurBigQuery ours)
        throws InterruptedException {
      ours.change("DELETE FROM `p.d.changed` WHERE TRUE");
      ours.change("INSERT INTO `p.d.changed` " + INITIAL);
      String refusal = "";
      try {
        ours.change(change.sql());
      } catch (BigQueryException e) {
        refusal = String.valueOf(e.getMessage());
      }
      Answer rows = ours.run("SELECT * FROM `p.d.changed`");
      return refusal.isEmpty()
          ? made(change, rows, zetaSql)
          : refused(change, refusal, rows, zetaSql);
    }

    private static Outcome made(Change change, Answer rows, ZetaSql zetaSql) {
      try {
        zetaSql.analyze(change.sql());
        if (hasRows(change.changedTwice(), zetaSql)) {
          return new Outcome(true, "made, though it changes a row twice");
        }
        return new Outcome(true, rows.difference(zetaSql.run(change.after()), false, false));
      } catch (com.google.zetasql.SqlException | ZetaSql.RefusedException e) {
        return new Outcome(true, "made, but ZetaSQL says: " + e.getMessage());
      }
    }

    /** A refused change changes nothing. */
    private static Outcome refused(Change change, String refusal, Answer rows, ZetaSql zetaSql) {
      String difference = rows.difference(zetaSql.run(INITIAL), false, false);
      if (difference != null) {
        return new Outcome(false, "refused, but changed: " + difference);
      }
      try {
        zetaSql.analyze(change.sql());
        zetaSql.run(change.after());
        boolean agreed =
            hasRows(change.changedTwice(), zetaSql)
                || (hasRows(change.matchedTwice(), zetaSql)
                    && refusal.contains("at most one source row"))
                || refusal.contains(DifferentialTest.NOT_HERE);
        return new Outcome(false, agreed ? null : "refused: " + refusal);
      } catch (com.google.zetasql.SqlException | ZetaSql.RefusedException e) {
        return new Outcome(false, null);
      }
    }

    private static boolean hasRows(@Nullable String query, ZetaSql zetaSql) {
      return query != null && !zetaSql.run(query).rows().isEmpty();
    }
  }
}
