package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.sql.SqlException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One table from what went wrong to BigQuery's reason and message. */
final class Failures {

  /** How DuckDB announces an error that a function of ours raised. */
  private static final Pattern OURS =
      Pattern.compile("^Invalid Input Error: (java\\.lang\\.\\w+: )?");

  private Failures() {}

  /**
   * @param stopped why the job was asked to stop; null if it was not
   */
  static JobFailure of(Throwable problem, @Nullable String stopped) {
    if (problem instanceof JobFailure failure) {
      return failure;
    }
    if (problem instanceof SqlException sql) {
      return new JobFailure(sql.reason(), message(sql));
    }
    if (problem instanceof SQLException sql) {
      return stopped != null ? new JobFailure("stopped", stopped) : ofDuckDb(message(sql));
    }
    if (problem instanceof StackOverflowError) {
      return new JobFailure("invalidQuery", "Query is too complex: nested too deeply");
    }
    return new JobFailure("internalError", "An internal error occurred: " + problem);
  }

  private static String message(Throwable problem) {
    return String.valueOf(problem.getMessage());
  }

  private static JobFailure ofDuckDb(String message) {
    String first =
        OURS.matcher(message.lines().findFirst().orElse("unknown error")).replaceFirst("");
    String lower = first.toLowerCase(Locale.ROOT);
    if (lower.contains("interrupted")) {
      return new JobFailure("stopped", "Job execution was cancelled: User requested cancellation");
    }
    boolean named = lower.startsWith("numeric") || lower.startsWith("floating point");
    if (lower.contains("int128") || (lower.contains("overflow") && !named)) {
      return new JobFailure("invalidQuery", "int64 overflow: " + first);
    }
    if (lower.startsWith("out of memory")) {
      return new JobFailure(
          "resourcesExceeded", "Resources exceeded during query execution: " + first);
    }
    return new JobFailure("invalidQuery", first);
  }
}
