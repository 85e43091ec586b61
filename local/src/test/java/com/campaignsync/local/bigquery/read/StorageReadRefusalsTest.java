package com.campaignsync.local.bigquery.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.bigquery.storage.v1.ArrowSerializationOptions;
import com.google.cloud.bigquery.storage.v1.ArrowSerializationOptions.CompressionCodec;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google's client is refused, and with which code. */
class StorageReadRefusalsTest extends StorageReadFixture {

  @Test
  void offset_outsideTheStreamIsRefused() {
    ReadSession session = arrow.session(table("numbers"), 1, "");
    ReadStream stream = session.getStreams(0);
    assertEquals(Code.OUT_OF_RANGE, refused(() -> arrow.rows(session, stream, (long) NUMBERS + 1)));
    assertEquals(Code.INVALID_ARGUMENT, refused(() -> arrow.rows(session, stream, -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no_such_column = 1",
        "id = 'text'",
        "id::STRING = '1'",
        "id",
        "id >",
        "id > 1 LIMIT 1",
        "id > 1; DROP TABLE d.numbers",
        "COUNT(*) > 1",
        "id > @limit",
        "id IN (SELECT id FROM d.numbers)",
        "EXISTS(SELECT 1)",
        "(SELECT TRUE)",
        "id = ARRAY(select 1)[OFFSET(0)]",
        "CAST(name AS INT64) > 1"
      })
  void restriction_thatIsWrongIsRefused(String restriction) {
    assertEquals(
        Code.INVALID_ARGUMENT, refused(() -> arrow.session(table("numbers"), 1, restriction)));
  }

  @Test
  void whatIsMissing_isRefusedByName() {
    ReadSession.Builder avro =
        ReadSession.newBuilder().setTable(table("numbers")).setDataFormat(DataFormat.AVRO);
    ApiException refusal = assertThrows(ApiException.class, () -> arrow.session(avro, 1));
    assertEquals(Code.UNIMPLEMENTED, refusal.getStatusCode().getCode());
    assertTrue(refusal.getMessage().contains("AVRO"), refusal.getMessage());
    ReadSession.Builder compressed =
        ReadSession.newBuilder()
            .setTable(table("numbers"))
            .setDataFormat(DataFormat.ARROW)
            .setReadOptions(
                TableReadOptions.newBuilder()
                    .setArrowSerializationOptions(
                        ArrowSerializationOptions.newBuilder()
                            .setBufferCompression(CompressionCodec.ZSTD)));
    assertEquals(Code.UNIMPLEMENTED, refused(() -> arrow.session(compressed, 1)));
    assertEquals(
        Code.INVALID_ARGUMENT,
        refused(() -> arrow.session(ReadSession.newBuilder().setTable(table("numbers")), 1)));
  }

  @Test
  void unknownNames_areNotFound() {
    assertEquals(Code.NOT_FOUND, refused(() -> arrow.session(table("nothing"), 1, "")));
    assertEquals(
        Code.NOT_FOUND, refused(() -> arrow.session(arrow.tableName("no", "numbers"), 1, "")));
    assertEquals(Code.INVALID_ARGUMENT, refused(() -> arrow.session("d.numbers", 1, "")));
    ReadSession session = arrow.session(table("numbers"), 1, "");
    ReadStream other = ReadStream.newBuilder().setName(session.getName() + "/streams/1").build();
    assertEquals(Code.NOT_FOUND, refused(() -> arrow.rows(session, other, 0)));
  }

  @Test
  void session_isGoneAfterSixHours() throws IOException {
    ReadSession session = arrow.session(table("numbers"), 1, "id = 1");
    Instant created = NOW.get();
    assertEquals(
        created.plus(Duration.ofHours(6)).getEpochSecond(), session.getExpireTime().getSeconds());
    try {
      NOW.set(created.plus(Duration.ofHours(6)).minusSeconds(1));
      assertEquals(range(1, 2), ids(arrow.rows(session)));
      NOW.set(created.plus(Duration.ofHours(6)));
      assertEquals(Code.NOT_FOUND, refused(() -> arrow.rows(session)));
    } finally {
      NOW.set(created);
    }
  }

  static List<Arguments> rowsOfTheReadme() throws IOException {
    Pattern row = Pattern.compile("\\| `(.+)` \\| (.+) \\|");
    List<Arguments> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("## Storage Read"))
            .map(row::matcher)
            .filter(Matcher::matches)
            .map(found -> Arguments.of(found.group(1), found.group(2)))
            .toList();
    assertFalse(rows.isEmpty(), "README.md has lost its table");
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rowsOfTheReadme")
  void everyRowOfTheReadme_isAnError(String session, String answer) throws Exception {
    ReadSession.Builder asked =
        ReadSession.newBuilder().setTable(table("numbers")).setDataFormat(DataFormat.ARROW);
    asked.mergeFrom(TextFormat.parse(session, ReadSession.class));
    ApiException e = assertThrows(ApiException.class, () -> arrow.session(asked, 1));
    assertTrue(e.getMessage().contains(answer), e.getMessage());
  }
}
