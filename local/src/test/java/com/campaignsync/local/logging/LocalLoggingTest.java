package com.campaignsync.local.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.grpc.LocalServer;
import com.campaignsync.runtime.log.StructuredLog;
import com.google.api.MonitoredResource;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.logging.v2.LoggingClient;
import com.google.cloud.logging.v2.LoggingSettings;
import com.google.logging.type.LogSeverity;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's own client against the local Cloud Logging. */
@Timeout(60)
class LocalLoggingTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final List<String> PROJECT = List.of("projects/proj-local");

  private final LogStore store = new LogStore();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private LocalServer server;
  private LoggingClient client;

  @BeforeEach
  void start() throws Exception {
    server = new LocalServer(LoggingService.of(store, clock));
    client =
        LoggingClient.create(
            LoggingSettings.newBuilder()
                .setTransportChannelProvider(server.channels())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void functionsJsonLines_areEntriesWithSeverityTimePayloadAndTrace() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PrintStream out = tee(file);
    StructuredLog log = new StructuredLog(out, clock, Optional.of("proj-local"));
    log.error("the köln read failed")
        .code("SOURCE_GONE")
        .tenant("tenant-1")
        .with("rows", 12)
        .trace("0af7651916cd43dd8448eb211c80319c")
        .write();
    out.println("no JSON at all");
    assertEquals(2, file.toString(StandardCharsets.UTF_8).lines().count());
    List<LogEntry> errors = list("severity>=ERROR");
    assertEquals(1, errors.size());
    LogEntry entry = errors.get(0);
    assertEquals(LogSeverity.ERROR, entry.getSeverity());
    assertEquals(NOW.toEpochMilli(), Timestamps.toMillis(entry.getTimestamp()));
    assertEquals("projects/proj-local/traces/0af7651916cd43dd8448eb211c80319c", entry.getTrace());
    assertEquals("cloud_run_revision", entry.getResource().getType());
    assertEquals(
        Map.of(
            "message", text("the köln read failed"),
            "code", text("SOURCE_GONE"),
            "tenant", text("tenant-1"),
            "rows", Value.newBuilder().setNumberValue(12).build()),
        entry.getJsonPayload().getFieldsMap());
    assertEquals("no JSON at all", list("textPayload:json").get(0).getTextPayload());
  }

  @Test
  void lines_bearTheNameOfTheirFunctionAndShareAFileWhole() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    LogTee tee = new LogTee(file, store, "proj-local", "run-local", clock);
    PrintStream sync =
        new PrintStream(tee.of("sync-campaign-metrics"), true, StandardCharsets.UTF_8);
    PrintStream api = new PrintStream(tee.of("metrics-api"), true, StandardCharsets.UTF_8);
    sync.print("{\"message\":");
    api.println("{\"message\":\"answered\"}");
    sync.println("\"synced\"}");
    new PrintStream(tee, true, StandardCharsets.UTF_8).println("a library speaks");
    assertEquals(
        List.of("{\"message\":\"answered\"}", "{\"message\":\"synced\"}", "a library speaks"),
        file.toString(StandardCharsets.UTF_8).lines().toList());
    String named = "resource.type=cloud_run_revision AND resource.labels.service_name=";
    assertEquals(
        text("synced"),
        list(named + "sync-campaign-metrics").get(0).getJsonPayload().getFieldsOrThrow("message"));
    assertEquals(1, list(named + "metrics-api").size());
    assertEquals("a library speaks", list(named + "\"run-local\"").get(0).getTextPayload());
  }

  @Test
  void brokenLines_areTextAndDoNotStopThoseAfter() {
    PrintStream out = tee(new ByteArrayOutputStream());
    out.print("{\"severity\":\"ERROR\",");
    out.println("\"message\":");
    out.println("{\"severity\":\"LOUD\",\"time\":\"yesterday\",\"message\":\"odd\"}");
    out.println();
    assertEquals(1, list("textPayload:\"severity\"").size());
    assertEquals(1, list("jsonPayload.severity=LOUD AND jsonPayload.time=yesterday").size());
  }

  @Test
  void filters_chooseByEveryFieldTheyKnow() {
    Struct deep =
        Struct.newBuilder().putFields("er", Value.newBuilder().setBoolValue(true).build()).build();
    Value five = Value.newBuilder().setNumberValue(5).build();
    write(
        "a",
        LogSeverity.INFO,
        NOW.minusSeconds(30),
        Map.of("job", text("j-1"), "n", five),
        Map.of());
    write(
        "b",
        LogSeverity.WARNING,
        NOW.minusSeconds(20),
        Map.of("job", text("J-2")),
        Map.of("k.x", "v"));
    write(
        "c",
        LogSeverity.ERROR,
        NOW.minusSeconds(10),
        Map.of("deep", Value.newBuilder().setStructValue(deep).build()),
        Map.of());
    assertEquals(List.of("b", "c"), ids("severity>=WARNING"));
    assertEquals(List.of("a"), ids("severity=info"));
    assertEquals(List.of("a", "b", "c"), ids("resource.type=\"global\""));
    assertEquals(List.of(), ids("resource.type != global"));
    assertEquals(List.of("b"), ids("jsonPayload.job=\"j-2\""));
    assertEquals(List.of("a", "b"), ids("jsonPayload.job:\"J\""));
    assertEquals(List.of("b"), ids("jsonPayload.job!=\"j-1\""), "a missing field matches nothing");
    assertEquals(List.of("a"), ids("jsonPayload.n>4.5 jsonPayload.n<=5"));
    assertEquals(List.of("c"), ids("jsonPayload.deep.er=true"));
    assertEquals(List.of("b"), ids("labels.\"k.x\"=v"));
    assertEquals(List.of("b"), ids("insertId=b AND logName:app"));
    assertEquals(List.of("b"), ids("\"J-2\""));
    assertEquals(
        List.of("b"),
        ids("timestamp>\"2026-11-22T09:59:30Z\" AND timestamp < \"2026-11-22T10:59:50+01:00\""));
  }

  @Test
  void joinedFilters_bindNotThenOrThenAnd() {
    write("a", LogSeverity.INFO, NOW, Map.of("job", text("j-1")), Map.of());
    write("b", LogSeverity.WARNING, NOW, Map.of("job", text("j-2")), Map.of());
    write("c", LogSeverity.ERROR, NOW, Map.of(), Map.of());
    assertEquals(List.of("a", "c"), ids("severity=ERROR OR severity=INFO"));
    assertEquals(List.of("b"), ids("severity=INFO OR severity=WARNING AND jsonPayload.job=j-2"));
    assertEquals(
        List.of("a", "b"), ids("severity=INFO OR (severity=WARNING AND jsonPayload.job=j-2)"));
    assertEquals(List.of("a", "b"), ids("NOT severity=ERROR"));
    assertEquals(List.of("a", "b"), ids("-severity=ERROR"));
    assertEquals(List.of("c"), ids("NOT jsonPayload.job:*"), "unlike !=, a missing field matches");
    assertEquals(List.of("c"), ids("NOT (severity=INFO OR jsonPayload.job=j-2)"));
    assertEquals(List.of("a", "c"), ids("severity=(INFO OR ERROR)"));
    assertEquals(List.of("a"), ids("jsonPayload.job=(\"j-1\" OR \"x\") AND NOT severity>=ERROR"));
    assertEquals(List.of("b", "c"), ids("jsonPayload.job:(NOT 1)"));
    assertEquals(List.of("b", "c"), ids("NOT \"j-1\""));
    assertEquals(List.of(), ids("NOT NOT (severity=DEBUG)"));
  }

  @Test
  void deepNesting_isRefusedRatherThanOverflowing() {
    String deep = "(".repeat(9_000) + "severity=INFO" + ")".repeat(9_000);
    assertThrows(InvalidArgumentException.class, () -> list(deep));
    assertEquals(List.of(), ids("textPayload=\"" + "\\\\".repeat(4_000) + "\""));
    assertEquals(List.of(), ids("textPayload=" + "a".repeat(19_000)));
  }

  @Test
  void logs_areListedByProject() {
    write("a", LogSeverity.INFO, NOW, Map.of(), Map.of());
    tee(new ByteArrayOutputStream()).println("a line");
    List<String> names = new ArrayList<>();
    client.listLogs("projects/proj-local").iterateAll().forEach(names::add);
    assertEquals(
        List.of(
            "projects/proj-local/logs/app", "projects/proj-local/logs/run.googleapis.com%2Fstdout"),
        names);
    assertFalse(client.listLogs("projects/other").iterateAll().iterator().hasNext());
  }

  @Test
  void unknownSyntax_isAnInvalidArgumentThatNamesIt() {
    Map<String, String> refused =
        Map.of(
            "severity=ERROR OR", "end",
            "severity=ERROR AND", "end",
            "(severity=ERROR", ")",
            "textPayload=~\"a.*\"", "=~",
            "protoPayload.x=1", "protoPayload.x",
            "severity>=LOUD", "LOUD",
            "timestamp>=\"yesterday\"", "yesterday",
            "jsonPayload.job", "jsonPayload.job",
            "jsonPayload.job=*", "*",
            "severity>=", "end");
    refused.forEach(
        (filter, named) -> {
          var failed = assertThrows(InvalidArgumentException.class, () -> list(filter), filter);
          assertTrue(failed.getMessage().contains(named), failed.getMessage());
        });
    assertThrows(InvalidArgumentException.class, () -> list("textPayload=\"open"));
    assertThrows(
        InvalidArgumentException.class,
        () -> client.listLogEntries(PROJECT, "", "severity desc").getPage());
  }

  @Test
  void pages_holdEveryEntryOnceThoughOthersAreWrittenMeanwhile() {
    for (int i = 0; i < 25; i++) {
      write("e" + i, LogSeverity.INFO, NOW, Map.of("i", text("" + i)), Map.of());
    }
    List<String> seen = new ArrayList<>();
    var request =
        ListLogEntriesRequest.newBuilder()
            .addAllResourceNames(PROJECT)
            .setFilter("severity=INFO")
            .setOrderBy("timestamp desc")
            .setPageSize(10)
            .build();
    int pages = 0;
    for (var page : client.listLogEntries(request).iteratePages()) {
      page.getValues().forEach(entry -> seen.add(entry.getInsertId()));
      write("later" + pages++, LogSeverity.INFO, NOW.plusSeconds(60), Map.of(), Map.of());
    }
    assertEquals(3, pages);
    assertEquals(25, seen.size());
    assertEquals("e24", seen.get(0));
    assertEquals("e0", seen.get(24));
    assertEquals("later2", ids("severity=INFO").get(27));
  }

  @Test
  void ring_dropsTheOldestByCountAndBytes() {
    LogStore three = new LogStore(3, 1 << 20);
    LogStore small = new LogStore(1000, 600);
    LogLine reader = new LogLine("proj-local", "sync");
    for (int i = 0; i < 10; i++) {
      three.add(reader.entry("line " + i, NOW));
      small.add(reader.entry("x".repeat(200) + i, NOW));
    }
    var kept = three.find(entry -> true, StoredEntry.OLDEST_FIRST, 100);
    assertEquals(
        List.of("line 7", "line 8", "line 9"),
        kept.stream().map(stored -> stored.entry().getTextPayload()).toList());
    assertEquals(1, small.find(entry -> true, StoredEntry.OLDEST_FIRST, 100).size());
  }

  private PrintStream tee(ByteArrayOutputStream file) {
    return new PrintStream(
        new LogTee(file, store, "proj-local", "run-local", clock), true, StandardCharsets.UTF_8);
  }

  private void write(
      String id,
      LogSeverity severity,
      Instant time,
      Map<String, Value> json,
      Map<String, String> labels) {
    LogEntry entry =
        LogEntry.newBuilder()
            .setJsonPayload(Struct.newBuilder().putAllFields(json))
            .setInsertId(id)
            .setSeverity(severity)
            .setTimestamp(Timestamps.fromMillis(time.toEpochMilli()))
            .build();
    client.writeLogEntries(
        PROJECT.get(0) + "/logs/app",
        MonitoredResource.newBuilder().setType("global").build(),
        labels,
        List.of(entry));
  }

  private List<String> ids(String filter) {
    return list(filter).stream().map(LogEntry::getInsertId).toList();
  }

  private List<LogEntry> list(String filter) {
    return StreamSupport.stream(
            client.listLogEntries(PROJECT, filter, "").iterateAll().spliterator(), false)
        .toList();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
