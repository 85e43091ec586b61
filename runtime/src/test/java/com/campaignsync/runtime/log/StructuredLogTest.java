package com.campaignsync.runtime.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StructuredLogTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final StructuredLog log =
      new StructuredLog(
          new PrintStream(written, true, StandardCharsets.UTF_8),
          InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
          Optional.of("proj"));

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private JsonNode onlyLine() throws IOException {
    assertEquals(1, lines().size());
    return new ObjectMapper().readTree(lines().get(0));
  }

  @Test
  void entry_isOneJsonObjectALine() throws IOException {
    log.info("two\nlines \"quoted\" \u2028 ünï")
        .code("SYNCED")
        .tenant("t1")
        .job("j1")
        .with("rows", 7)
        .trace("0123456789abcdef0123456789abcdef")
        .write();
    JsonNode line = onlyLine();
    assertEquals("INFO", line.get("severity").asText());
    assertEquals("two\nlines \"quoted\" \u2028 ünï", line.get("message").asText());
    assertEquals("2026-01-01T00:00:00Z", line.get("time").asText());
    assertEquals("SYNCED", line.get("code").asText());
    assertEquals("t1", line.get("tenant").asText());
    assertEquals("j1", line.get("job").asText());
    assertEquals(7, line.get("rows").asLong());
    assertEquals(
        "projects/proj/traces/0123456789abcdef0123456789abcdef",
        line.get("logging.googleapis.com/trace").asText());
  }

  @Test
  void stackTrace_isWrittenFromErrorUp() throws IOException {
    log.warning("w").cause(new IllegalStateException("why")).write();
    assertEquals("why", onlyLine().get("exception").get("message").asText());
    assertFalse(onlyLine().has("stack_trace"));
    written.reset();
    log.error("e").cause(new IllegalStateException("why")).write();
    assertTrue(onlyLine().get("stack_trace").asText().contains("StructuredLogTest"));
  }

  @Test
  void whatLooksLikeASecret_isMasked() {
    String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";
    log.error("cannot reach postgresql://app:hunter2@db/x with Authorization: Bearer hunter2")
        .with("header", token)
        .cause(new IllegalStateException("password=hunter2, " + token))
        .write();
    String line = lines().get(0);
    assertFalse(line.contains("hunter2"), line);
    assertFalse(line.contains("eyJ"), line);
    assertTrue(line.contains("postgresql://***@db/x"), line);
  }

  @Test
  void longStackTrace_isMaskedBeforeItIsCut() throws IOException {
    String head = "java.lang.IllegalStateException: ";
    String secret = "://app:hunter2@db";
    for (int kept = 4; kept < secret.length(); kept++) {
      written.reset();
      String before = "x".repeat(32_768 - head.length() - kept);
      log.error("e").cause(new IllegalStateException(before + secret)).write();
      String shown = onlyLine().get("stack_trace").asText();
      assertEquals(32_768, shown.length());
      assertFalse(shown.contains("app"), shown.substring(32_700));
    }
  }

  @Test
  void librariesWarnings_comeOutInTheSameForm() throws IOException {
    log.installForLibraries();
    LoggerFactory.getLogger("io.library").info("chatter");
    LoggerFactory.getLogger("io.library").warn("slow {}", "query", new IOException("why"));
    JsonNode line = onlyLine();
    assertEquals("WARNING", line.get("severity").asText());
    assertEquals("slow query", line.get("message").asText());
    assertEquals("io.library", line.get("logger").asText());
    assertEquals("java.io.IOException", line.get("exception").get("class").asText());
  }

  @Test
  void traceId_comesFromEitherHeader() {
    String id = "0af7651916cd43dd8448eb211c80319c";
    Optional<String> w3c = Optional.of("00-" + id + "-b7ad6b7169203331-01");
    assertEquals(Optional.of(id), Trace.id(w3c, Optional.of("f".repeat(32) + "/1;o=1")));
    assertEquals(Optional.of(id), Trace.id(Optional.of("junk"), Optional.of(id + "/12;o=1")));
    assertEquals(Optional.empty(), Trace.id(Optional.empty(), Optional.of("a\nb")));
  }
}
