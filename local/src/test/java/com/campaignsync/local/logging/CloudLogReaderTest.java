package com.campaignsync.local.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.adapters.googlecloud.CloudEndpoint;
import com.campaignsync.adapters.googlecloud.logging.CloudLogReader;
import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.query.LogReader.Code;
import com.campaignsync.domain.query.LogReader.Page;
import com.campaignsync.domain.query.LogReader.Unavailable;
import com.campaignsync.domain.query.LoggedEntry;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.local.grpc.LocalServer;
import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.StructuredLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The product's reader, with Google's client in it, against the local Cloud Logging. */
@Timeout(60)
class CloudLogReaderTest {

  private static final String PROJECT = "proj-local";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> OURS = List.of("full-resync", "metrics-api");
  private static final UUID JOB = UUID.fromString("00000000-0000-4000-8000-0000000000aa");

  private final LogStore store = new LogStore();
  private Instant now = NOW;
  private LocalServer server;
  private CloudLogReader reader;

  @BeforeEach
  void start() {
    server = new LocalServer(LoggingService.of(store, Clock.systemUTC()));
    reader = new CloudLogReader(new CloudEndpoint(PROJECT, server.hostPort()));
  }

  @AfterEach
  void stop() throws Exception {
    reader.close();
    server.close();
  }

  private StructuredLog log(String function) {
    LogTee tee =
        new LogTee(OutputStream.nullOutputStream(), store, PROJECT, "run-local", () -> now);
    return new StructuredLog(
        new PrintStream(tee.of(function), true, StandardCharsets.UTF_8),
        () -> now,
        Optional.of(PROJECT));
  }

  private void write(LogEntry entry) {
    entry.write();
    now = now.plusSeconds(1);
  }

  private static LogQuery query(
      @Nullable String severity,
      @Nullable UUID job,
      @Nullable String tenant,
      @Nullable String text) {
    return new LogQuery(
        severity,
        OURS,
        job,
        tenant == null ? null : new TenantId(tenant),
        NOW.minusSeconds(60),
        NOW.plusSeconds(60),
        text);
  }

  private Page read(LogQuery query, int max, @Nullable String token) {
    return Await.result(reader.read(query, max, token), Duration.ofSeconds(20));
  }

  private List<String> messages(LogQuery query) {
    return read(query, 100, null).entries().stream().map(LoggedEntry::message).toList();
  }

  @Test
  void entries_areReadWithAllTheirParts() {
    write(
        log("full-resync")
            .error("the köln read failed")
            .code("SOURCE_GONE")
            .tenant("t1")
            .job(JOB.toString())
            .with("request_id", "r1")
            .trace("0af7651916cd43dd8448eb211c80319c")
            .cause(new IllegalStateException("bad luck")));
    LoggedEntry entry = read(query(null, null, null, null), 10, null).entries().get(0);
    assertEquals(
        new LoggedEntry(
            entry.id(),
            NOW,
            "ERROR",
            "full-resync",
            "the köln read failed",
            "SOURCE_GONE",
            "t1",
            JOB.toString(),
            "r1",
            "projects/proj-local/traces/0af7651916cd43dd8448eb211c80319c",
            "java.lang.IllegalStateException: bad luck"),
        entry);
  }

  @Test
  void filters_narrowAndCombine() {
    write(log("full-resync").info("one").tenant("t1").job(JOB.toString()));
    write(log("metrics-api").warning("two").tenant("t2"));
    write(log("metrics-api").error("THREE").tenant("t1"));
    write(log("somebody-else").error("four").tenant("t1"));
    assertEquals(List.of("THREE", "two", "one"), messages(query(null, null, null, null)));
    assertEquals(List.of("THREE", "two"), messages(query("WARNING", null, null, null)));
    assertEquals(List.of("one"), messages(query(null, JOB, null, null)));
    assertEquals(List.of("THREE", "one"), messages(query(null, null, "t1", null)));
    assertEquals(List.of("THREE"), messages(query(null, null, null, "three")));
    assertEquals(List.of(), messages(query("ERROR", null, "t2", null)));
    LogQuery second =
        new LogQuery(null, OURS, null, null, NOW.plusSeconds(1), NOW.plusSeconds(2), null);
    assertEquals(List.of("two"), messages(second), "from since inclusive to until exclusive");
  }

  @Test
  void whatCallersSay_staysInItsQuotes() {
    write(log("metrics-api").info("secret of t2").tenant("t2"));
    for (String trick :
        List.of(
            "\" OR severity>=DEFAULT OR \"",
            "\\\" OR severity>=DEFAULT OR \\\"",
            "\\",
            "t1\") OR (jsonPayload.tenant=\"t2")) {
      assertEquals(List.of(), messages(query(null, null, "t1" + trick, null)), trick);
      assertEquals(List.of(), messages(query(null, null, null, trick)), trick);
    }
    write(log("metrics-api").info("he said \"no\\yes\""));
    assertEquals(1, messages(query(null, null, null, "said \"no\\yes\"")).size());
  }

  @Test
  void pages_haveEveryEntryOnceTheNewestFirst() {
    for (int i = 0; i < 25; i++) {
      write(log("metrics-api").info("m" + i));
    }
    List<String> seen = new ArrayList<>();
    Page page = read(query(null, null, null, null), 10, null);
    while (true) {
      page.entries().forEach(entry -> seen.add(String.valueOf(entry.message())));
      if (page.nextPageToken() == null) {
        break;
      }
      page = read(query(null, null, null, null), 10, page.nextPageToken());
    }
    assertEquals(25, seen.stream().distinct().count());
    assertEquals("m24", seen.get(0));
    assertEquals("m0", seen.get(24));
  }

  @Test
  void textLines_areMessages() {
    new PrintStream(
            new LogTee(OutputStream.nullOutputStream(), store, PROJECT, "metrics-api", () -> now),
            true,
            StandardCharsets.UTF_8)
        .println("no JSON at all");
    LoggedEntry entry = read(query(null, null, null, null), 10, null).entries().get(0);
    assertEquals("no JSON at all", entry.message());
    assertEquals("DEFAULT", entry.severity());
    assertNull(entry.code());
  }

  @Test
  void aMadeUpPageToken_isTold() {
    Unavailable refused =
        assertThrows(Unavailable.class, () -> read(query(null, null, null, null), 10, "made up"));
    assertEquals(Code.LOGGING_PAGE_TOKEN, refused.code());
  }

  @Test
  void aServerThatIsGone_isUnavailableWithinSeconds() {
    server.close();
    Unavailable gone =
        assertThrows(Unavailable.class, () -> read(query(null, null, null, null), 10, null));
    assertEquals(Code.LOGGING_UNAVAILABLE, gone.code());
    assertFalse(String.valueOf(gone.getMessage()).isBlank());
  }
}
