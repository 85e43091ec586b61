package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.StoreException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Exceptions;

class FailuresTest {

  @ParameterizedTest
  @EnumSource(SourceException.Code.class)
  void aSourceFailure_keepsItsCodeAndMessage(SourceException.Code code) {
    JobFailure failure = Failures.judge(new SourceException(code, "what to do", null)).failure();
    assertEquals(code.name(), failure.code());
    assertEquals("what to do", failure.message());
    assertEquals(code.isTransient(), failure.retryable());
  }

  @ParameterizedTest
  @EnumSource(SourceException.Code.class)
  void onlyOurOwnLimit_postpones(SourceException.Code code) {
    JobFailure failure = Failures.judge(new SourceException(code, "what to do", null)).failure();
    assertEquals(code == SourceException.Code.SOURCE_RATE_LIMITED, failure.postponed() != null);
  }

  @ParameterizedTest
  @EnumSource(StoreException.Code.class)
  void onlyAFence_meansTheLeaseWasLost(StoreException.Code code) {
    Failures.Verdict verdict = Failures.judge(new StoreException(code, "m", null));

    assertEquals(code == StoreException.Code.FENCED, verdict.leaseLost());
    assertEquals(new JobFailure(code.name(), "m", code.isTransient()), verdict.failure());
  }

  @Test
  void aWrappedFailure_isJudgedByWhatItWraps() {
    SourceException denied =
        new SourceException(SourceException.Code.SOURCE_ACCESS_DENIED, "m", null);

    assertEquals(
        "SOURCE_ACCESS_DENIED", Failures.judge(Exceptions.propagate(denied)).failure().code());
    assertEquals(denied, Failures.judge(denied).cause());
  }

  @Test
  void anythingElse_isABug_shownByItsTypeAlone() {
    Failures.Verdict verdict = Failures.judge(Exceptions.propagate(new IOException("token=abc")));

    assertEquals("unexpected IOException; see the log", verdict.failure().message());
    assertEquals("INTERNAL", verdict.failure().code());
    assertFalse(verdict.failure().retryable());
    assertTrue(verdict.cause() instanceof IOException);
  }
}
