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
import org.junit.jupiter.params.provider.CsvSource;
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
  void order_spaceAndCaseOfIds_doNotMatter() {
    assertEquals(
        RunJobs.of(UUID.fromString(ID)),
        decode(" {\"job_id\":\"" + ID.toUpperCase() + "\",\"kind\":\"sync\"}\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'full_resync','conection_id':'x'} | the field 'conection_id' is unknown here",
        "{'kind':'reconcile','tenantid':'x'}       | the field 'tenantid' is unknown here",
        "{'kind':'dispatch','since':1}             | the field 'since' is unknown here",
        "{'kind':'cleanup','tenant_id':'acme'}     | the field 'tenant_id' is unknown here",
        "{'kind':'cleanup','hunter2 ':'acme'}      | the field (of an unusual name) is unknown"
            + " here",
        "{'kind':'full_resync','connection_id':null} | connection_id is null; leave it out or give"
            + " it a value",
        "{'kind':'full_resync','tenant_id':null}   | tenant_id is null; leave it out or give it a"
            + " value",
        "{'kind':'full_resync','tenant_id':7}      | tenant_id is not a text",
        "{'kind':'full_resync','force':null}       | force is null; leave it out or give it a"
            + " value",
        "{'kind':'full_resync','force':'true'}     | force is neither true nor false",
        "{'kind':'backfill'}                       | connection_id is missing",
        "{'kind':'sync'}                           | job_id is missing, or job_ids for several",
        "{'kind':'sync','kind':'dispatch'}         | the field 'kind' is there twice",
      })
  void aSlipOfThePen_isRefusedByName_andWidensNothing(String json, String reason) {
    UnknownMessage refused =
        assertThrows(UnknownMessage.class, () -> decode(json.replace('\'', '"')));
    assertEquals(reason, refused.getMessage());
  }

  @Test
  void oneJobAndSeveral_doNotGoTogether() {
    String both = "{\"kind\":\"sync\",\"job_id\":\"%s\",\"job_ids\":[\"%s\"]}";

    assertThrows(UnknownMessage.class, () -> decode(both.formatted(ID, ID)));
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
    String json = "{\"kind\":\"dispatch\"" + " ".repeat(SyncMessageCodec.BYTES_MAX - 19) + "}";

    assertEquals(new Dispatch(), decode(json));
    UnknownMessage tooLong = assertThrows(UnknownMessage.class, () -> decode(json + " "));
    assertEquals("the message has 65537 bytes, want at most 65536", tooLong.getMessage());
  }

  @Test
  void aRefusal_quotesNothingOfTheMessage() {
    for (String json :
        new String[] {
          "hunter2",
          "{\"kind\":\"hunter2\"}",
          "{\"kind\":\"sync\",\"job_id\":\"hunter2\"}",
          "{\"kind\":\"cleanup\",\"password=hunter2\":1}"
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
