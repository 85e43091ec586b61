package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.storage.EngineErrors;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One table from what went wrong to BigQuery's reason and message. */
final class Failures {

  private static final Logger LOG = Logger.getLogger(Failures.class.getName());

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
      return stopped != null ? new JobFailure("stopped", stopped) : ofDuckDb(sql);
    }
    if (problem instanceof StackOverflowError) {
      return new JobFailure("invalidQuery", "Query is too complex: nested too deeply");
    }
    return new JobFailure("internalError", "An internal error occurred: " + problem);
  }

  private static String message(Throwable problem) {
    return String.valueOf(problem.getMessage());
  }

  private static JobFailure ofDuckDb(SQLException failure) {
    EngineErrors.Said said = EngineErrors.of(failure);
    if (!said.known()) {
      LOG.log(Level.WARNING, "a statement failed in the engine", failure);
    }
    return new JobFailure(said.reason(), said.message());
  }
}
