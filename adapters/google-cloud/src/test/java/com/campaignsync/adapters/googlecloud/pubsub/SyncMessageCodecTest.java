package com.campaignsync.adapters.googlecloud.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec.UnknownMessage;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.Dispatch;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.domain.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncMessageCodecTest {

  private static final String ID = "0a1b2c3d-0000-4000-8000-00000000002a";

  @Test
  void decodeOfEncode_isTheSameMessage() {
    long seed = 20_260_315L;
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      SyncMessage message = RunJobs.of(new UUID(random.nextLong(), random.nextLong()));
      assertEquals(message, SyncMessageCodec.decode(SyncMessageCodec.encode(message)), "" + seed);
    }
    Dispatch dispatch = new Dispatch();
    assertEquals(dispatch, SyncMessageCodec.decode(SyncMessageCodec.encode(dispatch)));
  }

  static List<SyncMessage> everyKind() {
    UUID id = UUID.fromString(ID);
    DayWindow days = DayWindow.inclusive(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 28));
    TenantId tenant = new TenantId("acme");
    return List.of(
        new Dispatch(),
        new RunJobs(List.of(id, new UUID(1, 2))),
        new SyncMessage.FullResync(Scope.EVERYBODY, null, false),
        new SyncMessage.FullResync(new Scope(tenant, id), days, true),
        new SyncMessage.Reconcile(new Scope(tenant, null), null),
        new SyncMessage.Reconcile(new Scope(null, id), days),
        new SyncMessage.Backfill(id, days),
        new SyncMessage.ReplayRejects(id),
        new SyncMessage.Cleanup(),
        new SyncMessage.ReplayDeadLetters());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void decodeOfEncode_isTheSameMessage_ofEveryKind(SyncMessage message) {
    assertEquals(message, SyncMessageCodec.decode(SyncMessageCodec.encode(message)));
  }

  @Test
  void theWireForm_isWhatTheScheduleSends() {
    assertEquals("{\"kind\":\"dispatch\"}", text(new Dispatch()));
    assertEquals(
        "{\"kind\":\"sync\",\"job_id\":\"" + ID + "\"}", text(RunJobs.of(UUID.fromString(ID))));
  }

  @Test
  void unknownFields_areIgnored_soThatANewerSenderCanAddSome() {
    assertEquals(new Dispatch(), decode("{\"kind\":\"dispatch\",\"since\":[1,{\"a\":null}]}"));
    assertEquals(
        RunJobs.of(UUID.fromString(ID)),
        decode(" {\"v\":2,\"job_id\":\"" + ID.toUpperCase() + "\",\"kind\":\"sync\"}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "dispatch",
        "\"dispatch\"",
        "[{\"kind\":\"dispatch\"}]",
        "{\"kind\":\"dispatch\"",
        "{\"kind\":\"dispatch\"} x",
        "{\"kind\":\"dispatch\"}{\"kind\":\"dispatch\"}",
        "{\"kind\":\"sync\",\"kind\":\"dispatch\"}",
        "{'kind':'dispatch'}",
        "{}",
        "{\"kind\":null}",
        "{\"kind\":[\"dispatch\"]}",
        "{\"kind\":\"Dispatch\"}",
        "{\"kind\":\"dispatch \"}",
        "{\"kind\":\"drop\"}",
        "{\"kind\":\"sync\"}",
        "{\"kind\":\"sync\",\"job_id\":null}",
        "{\"kind\":\"sync\",\"job_id\":42}",
        "{\"kind\":\"sync\",\"job_id\":\"\"}",
        "{\"kind\":\"sync\",\"job_id\":\"1-1-1-1-1\"}",
        "{\"kind\":\"sync\",\"job_id\":\"0a1b2c3d-0000-4000-8000-00000000002a0\"}",
        "{\"kind\":\"sync\",\"job_id\":\" 0a1b2c3d-0000-4000-8000-00000000002a\"}",
        "{\"kind\":\"sync\",\"job_id\":[\"0a1b2c3d-0000-4000-8000-00000000002a\"]}",
        "{\"kind\":\"sync\",\"job_ids\":[]}",
        "{\"kind\":\"sync\",\"job_ids\":[\"x\"]}",
        "{\"kind\":\"backfill\",\"connection_id\":\"0a1b2c3d-0000-4000-8000-00000000002a\"}",
        "{\"kind\":\"backfill\",\"start_date\":\"2026-01-01\",\"end_date\":\"2026-01-02\"}",
        "{\"kind\":\"full_resync\",\"start_date\":\"2026-01-02\",\"end_date\":\"2026-01-01\"}",
        "{\"kind\":\"full_resync\",\"start_date\":\"2026-01-02\"}",
        "{\"kind\":\"full_resync\",\"start_date\":\"2026-02-30\",\"end_date\":\"2026-03-01\"}",
        "{\"kind\":\"full_resync\",\"force\":\"yes\"}",
        "{\"kind\":\"reconcile\",\"tenant_id\":\" \"}",
        "{\"kind\":\"reconcile\",\"connection_id\":\"all\"}",
        "{\"kind\":\"sync\",\"jobId\":\"0a1b2c3d-0000-4000-8000-00000000002a\"}"
      })
  void aMalformedMessage_isUnknown(String json) {
    assertThrows(UnknownMessage.class, () -> decode(json));
  }

  @Test
  void bytesThatAreNoText_areUnknown() {
    assertThrows(
        UnknownMessage.class,
        () -> SyncMessageCodec.decode(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'}));
    assertThrows(UnknownMessage.class, () -> SyncMessageCodec.decode(new byte[100]));
  }

  @Test
  void nestingThatWouldBlowTheStack_isUnknown() {
    String deep = "{\"kind\":\"dispatch\",\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

    assertThrows(UnknownMessage.class, () -> decode(deep));
  }

  @Test
  void aMessageLongerThanAnyOfOurs_isNotEvenParsed() {
    String json = "{\"kind\":\"dispatch\",\"pad\":\"%s\"}";
    int padding = SyncMessageCodec.BYTES_MAX - json.formatted("").length();

    assertEquals(new Dispatch(), decode(json.formatted("x".repeat(padding))));
    UnknownMessage tooLong =
        assertThrows(UnknownMessage.class, () -> decode(json.formatted("x".repeat(padding + 1))));
    assertEquals("the message has 65537 bytes, want at most 65536", tooLong.getMessage());
  }

  @Test
  void aRefusal_quotesNothingOfTheMessage() {
    for (String json :
        new String[] {
          "hunter2", "{\"kind\":\"hunter2\"}", "{\"kind\":\"sync\",\"job_id\":\"hunter2\"}"
        }) {
      UnknownMessage refused = assertThrows(UnknownMessage.class, () -> decode(json));
      assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
    }
  }

  private static SyncMessage decode(String json) {
    return SyncMessageCodec.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(SyncMessage message) {
    return new String(SyncMessageCodec.encode(message), StandardCharsets.UTF_8);
  }
}
