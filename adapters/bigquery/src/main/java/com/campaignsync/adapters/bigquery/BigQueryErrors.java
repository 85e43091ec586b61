package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.BaseServiceException;
import com.google.cloud.bigquery.BigQueryException;
import java.util.Objects;

/** What BigQuery's errors mean for us: one place. */
final class BigQueryErrors {

  private BigQueryErrors() {}

  /** A {@link SourceException} for what the client throws; anything else comes back as it is. */
  static Throwable translate(Throwable error) {
    if (error instanceof BigQueryException || error instanceof BaseServiceException) {
      BaseServiceException failure = (BaseServiceException) error;
      return new SourceException(
          codeOf(failure),
          "BigQuery: " + Objects.requireNonNullElse(failure.getMessage(), "no message"),
          error);
    }
    if (error instanceof ApiException failure) {
      return storage(failure);
    }
    return error;
  }

  /** Of the Storage Read API: a right that the REST API does not need may be missing. */
  private static SourceException storage(ApiException failure) {
    String said = Objects.requireNonNullElse(failure.getMessage(), "no message");
    return switch (failure.getStatusCode().getCode()) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          new SourceException(
              Code.SOURCE_ACCESS_DENIED,
              "BigQuery: large results need the role roles/bigquery.readSessionUser on the project"
                  + " that pays: "
                  + said,
              failure);
      case RESOURCE_EXHAUSTED ->
          new SourceException(Code.SOURCE_QUOTA_EXCEEDED, "BigQuery: " + said, failure);
      case INVALID_ARGUMENT, UNIMPLEMENTED ->
          new SourceException(Code.SOURCE_QUERY_INVALID, "BigQuery: " + said, failure);
      default -> new SourceException(Code.SOURCE_UNAVAILABLE, "BigQuery: " + said, failure);
    };
  }

  /** By reason first, as Google's error table says; by HTTP status where there is none. */
  private static Code codeOf(BaseServiceException failure) {
    return switch (Objects.requireNonNullElse(failure.getReason(), "")) {
      case "notFound" -> Code.SOURCE_TABLE_NOT_FOUND;
      case "accessDenied", "authError", "billingNotEnabled", "required" ->
          Code.SOURCE_ACCESS_DENIED;
      case "quotaExceeded", "rateLimitExceeded", "jobRateLimitExceeded" ->
          Code.SOURCE_QUOTA_EXCEEDED;
      case "bytesBilledLimitExceeded" -> Code.SOURCE_BYTES_LIMIT;
      case "invalidQuery", "invalid", "resourcesExceeded", "responseTooLarge" ->
          Code.SOURCE_QUERY_INVALID;
      case "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "stopped",
          "tableUnavailable" ->
          Code.SOURCE_UNAVAILABLE;
      default -> byStatus(failure.getCode());
    };
  }

  private static Code byStatus(int status) {
    return switch (status) {
      case 400 -> Code.SOURCE_QUERY_INVALID;
      case 401, 403 -> Code.SOURCE_ACCESS_DENIED;
      case 404 -> Code.SOURCE_TABLE_NOT_FOUND;
      case 429 -> Code.SOURCE_QUOTA_EXCEEDED;
      default -> Code.SOURCE_UNAVAILABLE;
    };
  }
}
