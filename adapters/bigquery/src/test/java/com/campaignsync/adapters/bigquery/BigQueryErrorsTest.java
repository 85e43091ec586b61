package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.campaignsync.domain.source.SourceException;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ApiExceptionFactory;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons and statuses as BigQuery's table of error messages pairs them. */
class BigQueryErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "notFound, 404, SOURCE_TABLE_NOT_FOUND",
    "accessDenied, 403, SOURCE_ACCESS_DENIED",
    "billingNotEnabled, 403, SOURCE_ACCESS_DENIED",
    "authError, 401, SOURCE_ACCESS_DENIED",
    "required, 401, SOURCE_ACCESS_DENIED",
    "quotaExceeded, 403, SOURCE_QUOTA_EXCEEDED",
    "rateLimitExceeded, 403, SOURCE_QUOTA_EXCEEDED",
    "jobRateLimitExceeded, 400, SOURCE_QUOTA_EXCEEDED",
    "bytesBilledLimitExceeded, 400, SOURCE_BYTES_LIMIT",
    "invalidQuery, 400, SOURCE_QUERY_INVALID",
    "invalid, 400, SOURCE_QUERY_INVALID",
    "resourcesExceeded, 400, SOURCE_QUERY_INVALID",
    "responseTooLarge, 403, SOURCE_QUERY_INVALID",
    "backendError, 503, SOURCE_UNAVAILABLE",
    "internalError, 500, SOURCE_UNAVAILABLE",
    "jobBackendError, 400, SOURCE_UNAVAILABLE",
    "jobInternalError, 400, SOURCE_UNAVAILABLE",
    "tableUnavailable, 400, SOURCE_UNAVAILABLE",
    "stopped, 200, SOURCE_UNAVAILABLE"
  })
  void theReasonDecides_whateverTheStatus(String reason, int status, SourceException.Code code) {
    BigQueryError error = new BigQueryError(reason, "here", "it happened");

    assertEquals(code, translated(new BigQueryException(status, "it happened", error)).code());
    assertEquals(code, translated(new BigQueryException(0, "it happened", error)).code());
  }

  @ParameterizedTest
  @CsvSource({
    "400, SOURCE_QUERY_INVALID",
    "401, SOURCE_ACCESS_DENIED",
    "403, SOURCE_ACCESS_DENIED",
    "404, SOURCE_TABLE_NOT_FOUND",
    "429, SOURCE_QUOTA_EXCEEDED",
    "500, SOURCE_UNAVAILABLE",
    "502, SOURCE_UNAVAILABLE",
    "503, SOURCE_UNAVAILABLE",
    "0, SOURCE_UNAVAILABLE"
  })
  void withoutAReason_theStatusDecides(int status, SourceException.Code code) {
    assertEquals(code, translated(new BigQueryException(status, "m")).code());
  }

  @Test
  void aLostConnection_isTransient() {
    assertEquals(
        SourceException.Code.SOURCE_UNAVAILABLE,
        translated(new BigQueryException(new IOException("reset"))).code());
  }

  @Test
  void theMessageSaysWhoComplains_andTheCauseIsKept() {
    BigQueryException cause = new BigQueryException(404, "Not found: Table p:d.t");

    SourceException error = translated(cause);

    assertEquals("BigQuery: Not found: Table p:d.t", error.getMessage());
    assertSame(cause, error.getCause());
  }

  @Test
  void anErrorThatIsNotBigQuerys_comesBackAsItIs() {
    IllegalStateException bug = new IllegalStateException("bug");
    SourceException ours =
        new SourceException(SourceException.Code.SOURCE_COLUMN_MISSING, "m", null);

    assertSame(bug, BigQueryErrors.translate(bug));
    assertSame(ours, BigQueryErrors.translate(ours));
  }

  private static SourceException translated(Throwable error) {
    return assertInstanceOf(SourceException.class, BigQueryErrors.translate(error));
  }

  @Test
  void aMissingRightToReadByStorage_namesItsRole() {
    SourceException denied = storage(Status.Code.PERMISSION_DENIED);

    assertEquals(SourceException.Code.SOURCE_ACCESS_DENIED, denied.code());
    assertEquals(
        "BigQuery: large results need the role roles/bigquery.readSessionUser on the project that"
            + " pays: no",
        denied.getMessage());
  }

  @Test
  void aStorageServerThatIsBusyOrGone_isTransient() {
    assertEquals(
        SourceException.Code.SOURCE_QUOTA_EXCEEDED, storage(Status.Code.RESOURCE_EXHAUSTED).code());
    for (Status.Code code :
        List.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.ABORTED,
            Status.Code.NOT_FOUND)) {
      assertEquals(SourceException.Code.SOURCE_UNAVAILABLE, storage(code).code());
    }
  }

  private static SourceException storage(Status.Code code) {
    ApiException failure =
        ApiExceptionFactory.createException(
            "no", new IllegalStateException(), GrpcStatusCode.of(code), false);
    return (SourceException) BigQueryErrors.translate(failure);
  }
}
