package com.campaignsync.adapters.googlecloud.logging;

import com.campaignsync.domain.query.LogReader.Code;
import com.campaignsync.domain.query.LogReader.Unavailable;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import java.io.IOException;

/** From the client's errors to ours. */
final class LogErrors {

  private LogErrors() {}

  /**
   * @param paging whether a page token was sent: it is the only thing of ours that a caller can
   *     have made up
   */
  static Unavailable of(Throwable cause, boolean paging) {
    if (cause instanceof Unavailable already) {
      return already;
    }
    Code code = code(cause, paging);
    return new Unavailable(code, advice(code), cause);
  }

  private static Code code(Throwable cause, boolean paging) {
    if (cause instanceof ApiException answered) {
      return code(answered.getStatusCode().getCode(), paging);
    }
    // The client throws it when it finds no credentials to begin with.
    return cause instanceof IOException ? Code.LOGGING_DENIED : Code.LOGGING_UNAVAILABLE;
  }

  private static Code code(StatusCode.Code status, boolean paging) {
    return switch (status) {
      case PERMISSION_DENIED, UNAUTHENTICATED, NOT_FOUND -> Code.LOGGING_DENIED;
      case RESOURCE_EXHAUSTED -> Code.LOGGING_BUSY;
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
          paging ? Code.LOGGING_PAGE_TOKEN : Code.LOGGING_REFUSED;
      case UNIMPLEMENTED, ALREADY_EXISTS, DATA_LOSS -> Code.LOGGING_REFUSED;
      case OK, UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED, INTERNAL, UNKNOWN ->
          Code.LOGGING_UNAVAILABLE;
    };
  }

  private static String advice(Code code) {
    return switch (code) {
      case LOGGING_UNAVAILABLE -> "Cloud Logging gives no answer; try again in a moment";
      case LOGGING_BUSY -> "Cloud Logging reads no more for this project now; try in a minute";
      case LOGGING_DENIED -> "grant this function's service account roles/logging.viewer";
      case LOGGING_PAGE_TOKEN -> "the page token is none of this query, or too old; begin anew";
      case LOGGING_REFUSED -> "Cloud Logging refused the query";
    };
  }
}
