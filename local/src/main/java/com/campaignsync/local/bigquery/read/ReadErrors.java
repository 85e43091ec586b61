package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.storage.EngineErrors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;

/** The errors of the service, with the codes the real one uses. */
final class ReadErrors {
  private static final System.Logger LOG = System.getLogger(ReadErrors.class.getName());

  private ReadErrors() {}

  static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT
        .withDescription("request failed: " + message)
        .asRuntimeException();
  }

  static StatusRuntimeException notFound(String message) {
    return Status.NOT_FOUND.withDescription("request failed: " + message).asRuntimeException();
  }

  static StatusRuntimeException outOfRange(String message) {
    return Status.OUT_OF_RANGE.withDescription("request failed: " + message).asRuntimeException();
  }

  static StatusRuntimeException notOffered(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("The local Storage Read API does not offer " + what)
        .asRuntimeException();
  }

  /** One table from what went wrong to gRPC's status. */
  static StatusRuntimeException of(Exception problem) {
    if (problem instanceof StatusRuntimeException refused) {
      return refused;
    }
    if (problem instanceof SqlException sql) {
      String message = String.valueOf(sql.getMessage());
      return sql.reason().equals("notFound") ? notFound(message) : invalid(message);
    }
    if (problem instanceof SQLException sql) {
      EngineErrors.Said said = EngineErrors.of(sql);
      if (!said.known()) {
        LOG.log(System.Logger.Level.WARNING, "a read failed in the engine", problem);
      }
      return invalid(said.message());
    }
    LOG.log(System.Logger.Level.ERROR, "the local Storage Read API failed", problem);
    return Status.INTERNAL.withDescription("see the log of run-local").asRuntimeException();
  }
}
