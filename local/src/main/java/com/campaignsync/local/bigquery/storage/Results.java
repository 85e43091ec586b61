package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Results of queries, each an anonymous table in DuckDB, never in the heap. */
public final class Results {

  /**
   * A result.
   *
   * @param name its table's name
   * @param rows row count
   */
  public record Result(
      String name, String duckName, List<Column> columns, long rows, long createdMillis) {}

  /** The dataset that anonymous tables seem to be in. */
  public static final String DATASET = "_local_anonymous_results";

  /** As BigQuery keeps them. */
  private static final Duration AGE_MAX = Duration.ofHours(24);

  /** Most results and rows kept: bounds the scratch file to a few GB; the oldest go first. */
  private static final int RESULTS_MAX = 1_000;

  private static final long ROWS_MAX = 20_000_000;

  private final Database database;
  private final InstantSource clock;
  private final AtomicLong numbers = new AtomicLong();

  /** Another one at each start: a job of before must not find a result of now under its name. */
  private final String prefix = "anon_" + UUID.randomUUID().toString().substring(0, 8) + "_";

  private final Map<String, Result> kept = new LinkedHashMap<>();

  public Results(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Runs a query into a new result; the order of its rows is kept. */
  public Result create(String sql, List<Column> columns, Consumer<Statement> running)
      throws SQLException {
    String name = prefix + numbers.incrementAndGet();
    String duckName = "results.main." + name;
    long rows =
        database.read(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                running.accept(statement);
                return statement.executeLargeUpdate("CREATE TABLE " + duckName + " AS " + sql);
              }
            });
    Result result = new Result(name, duckName, columns, rows, clock.millis());
    keep(result);
    return result;
  }

  private void keep(Result result) throws SQLException {
    for (Result old : keepAndFindOld(result)) {
      database.read(c -> Database.execute(c, "DROP TABLE IF EXISTS " + old.duckName()));
    }
  }

  private synchronized List<Result> keepAndFindOld(Result result) {
    kept.put(result.name(), result);
    long rows = kept.values().stream().mapToLong(Result::rows).sum();
    List<Result> old = new java.util.ArrayList<>();
    for (Result candidate : kept.values()) {
      boolean expired = clock.millis() - candidate.createdMillis() > AGE_MAX.toMillis();
      boolean crowded = kept.size() - old.size() > RESULTS_MAX || rows > ROWS_MAX;
      if (candidate.equals(result) || !(expired || crowded)) {
        break;
      }
      old.add(candidate);
      rows -= candidate.rows();
    }
    old.forEach(o -> kept.remove(o.name()));
    return old;
  }

  /** The result of that name, or null if it is unknown or expired. */
  public synchronized @Nullable Result find(String name) {
    return kept.get(name);
  }

  /**
   * @throws SqlException reason notFound
   */
  public Result require(String project, String name) {
    Result result = find(name);
    if (result == null) {
      throw SqlException.notFound(
          "Not found: Table "
              + project
              + ":"
              + DATASET
              + "."
              + name
              + (name.startsWith(prefix)
                  ? ": results are kept for a day, while there is room"
                  : ": results of jobs before a restart of the local BigQuery are gone")
              + "; run the query again");
    }
    return result;
  }
}
