package com.campaignsync.functions.jobs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.JobEnd;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.push.PushEnvelope;
import com.campaignsync.runtime.push.PushMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageLogTest {

  private static final UUID JOB = new UUID(0, 1);
  private static final UUID CONNECTION = new UUID(0, 2);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final MessageLog log =
      new MessageLog(
          new StructuredLog(
              new PrintStream(written, true, StandardCharsets.UTF_8),
              InstantSource.fixed(Instant.EPOCH),
              Optional.empty()));
  private final PushMessage push = push("");

  private static PushMessage push(String attributes) {
    String body =
        "{\"message\":{"
            + attributes
            + "\"data\":\"e30=\",\"messageId\":\"m1\"},\"subscription\":\"s\"}";
    try {
      return PushEnvelope.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private String line() {
    String line = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return line;
  }

  private static RunOutcome outcome(Kind kind, @Nullable String code) {
    return new RunOutcome(
        kind, JOB, new TenantId("acme"), code, "the job is partial", (Throwable) null);
  }

  @Test
  void theEndOfAJob_hasItsCodeFiguresAndGuardedDays() {
    JobEnd end =
        new JobEnd(
            JOB,
            CONNECTION,
            "acme",
            "campaign_metrics",
            "full_sync",
            "partial",
            "DELETES_GUARDED",
            "look, then force",
            List.of("2026-01-05", "2026-01-07"),
            9,
            4,
            3,
            2,
            1,
            10L << 20,
            new BigDecimal("0.000059605"),
            new BigDecimal("1.250"));

    log.ran(push, "", outcome(Kind.SUCCEEDED, "SYNC_PARTIAL"), end);

    String line = line();
    for (String part :
        List.of(
            "\"severity\":\"WARNING\"",
            "\"code\":\"DELETES_GUARDED\"",
            "the job is partial: look, then force",
            "\"connection\":\"" + CONNECTION + "\"",
            "\"tenant\":\"acme\"",
            "\"records_read\":9",
            "\"records_inserted\":4",
            "\"records_updated\":3",
            "\"records_deleted\":2",
            "\"records_rejected\":1",
            "\"bytes_billed\":10485760",
            "\"cost_usd\":0.000059605",
            "\"duration_seconds\":1.250",
            "\"guarded_days\":\"2026-01-05,2026-01-07\"")) {
      assertTrue(line.contains(part), part + " is not in " + line);
    }
  }

  @Test
  void anEndWithoutFigures_isToldAllTheSame() {
    log.ran(push, "", outcome(Kind.FAILED, "SOURCE_TABLE_NOT_FOUND"), null);

    assertTrue(line().contains("\"code\":\"SOURCE_TABLE_NOT_FOUND\""));
  }

  @Test
  void aMessageKeptAside_isAnErrorOnce() {
    log.keptAside(push, "", "kind is unknown", Housekeeping.Kept.NEW);
    assertTrue(line().contains("\"severity\":\"ERROR\""));

    log.keptAside(push, "", "kind is unknown", Housekeeping.Kept.KNOWN);
    String again = line();
    assertTrue(again.contains("\"severity\":\"INFO\""), again);
    assertFalse(again.contains("ERROR"), again);

    log.keptAside(push, "", "kind is unknown", Housekeeping.Kept.AGAIN);
    assertTrue(line().contains("\"severity\":\"WARNING\""));
  }

  @Test
  void aReplay_isNoErrorWhereItFailsForGoodAsBefore() {
    PushMessage replay = push("\"attributes\":{\"dead_letter_id\":\"7\"},");

    log.givenUp(push, "", new IllegalStateException("refused"));
    assertTrue(line().contains("\"severity\":\"ERROR\""));
    log.givenUp(replay, "", new IllegalStateException("refused"));
    assertTrue(line().contains("\"severity\":\"WARNING\""));
    log.ran(replay, "", outcome(Kind.GIVEN_UP, "STORE_REFUSED"), null);
    assertTrue(line().contains("\"severity\":\"WARNING\""));
    log.ran(replay, "", outcome(Kind.FAILED, "SOURCE_TABLE_NOT_FOUND"), null);
    assertTrue(line().contains("\"severity\":\"ERROR\""));
  }

  @Test
  void lettersThatHoldNoMessage_areCounted() {
    log.replayed(push, "", new Housekeeping.Replayed(6, 29));
    assertTrue(line().contains("replayed 6 dead letters; 29 cannot be replayed: not a message"));
  }

  @Test
  void aBusyStore_isAWarningWithItsCode_andNoStackTrace() {
    RuntimeException cause = new IllegalStateException("canceling statement due to lock timeout");
    log.storeBusy(push, "", new StoreException(StoreException.Code.STORE_BUSY, "busy", cause));

    String line = line();
    assertTrue(line.contains("\"severity\":\"WARNING\""), line);
    assertTrue(line.contains("\"code\":\"STORE_BUSY\""), line);
    assertFalse(line.contains("IllegalStateException"), line);
  }
}
