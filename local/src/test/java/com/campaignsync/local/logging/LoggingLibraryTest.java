package com.campaignsync.local.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.local.grpc.LocalServer;
import com.google.cloud.MonitoredResource;
import com.google.cloud.NoCredentials;
import com.google.cloud.logging.LogEntry;
import com.google.cloud.logging.Logging;
import com.google.cloud.logging.Logging.EntryListOption;
import com.google.cloud.logging.Logging.WriteOption;
import com.google.cloud.logging.LoggingOptions;
import com.google.cloud.logging.Payload;
import com.google.cloud.logging.Payload.JsonPayload;
import com.google.cloud.logging.Payload.StringPayload;
import com.google.cloud.logging.Severity;
import com.google.cloud.logging.spi.LoggingRpcFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's handwritten client, {@link Logging}, which batches and writes behind one's back. */
@Timeout(60)
class LoggingLibraryTest {
  private LocalServer server;
  private Logging logging;

  @BeforeEach
  void start() {
    server = new LocalServer(LoggingService.of(new LogStore(), Clock.systemUTC()));
    LoggingRpcFactory overOpenChannel =
        options -> {
          try {
            return new PlaintextLoggingRpc(options, server.channels());
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        };
    logging =
        LoggingOptions.newBuilder()
            .setProjectId("proj-local")
            .setHost(server.hostPort())
            .setCredentials(NoCredentials.getInstance())
            .setServiceRpcFactory(overOpenChannel)
            // Else the first write asks the cloud's metadata server where it runs.
            .setAutoPopulateMetadata(false)
            .build()
            .getService();
  }

  @AfterEach
  void stop() throws Exception {
    logging.close();
    server.close();
  }

  @Test
  void whatIsWrittenAndFlushed_isListedByAFilter() {
    write(
        List.of(
            entry(Severity.INFO, StringPayload.of("one")),
            entry(Severity.ERROR, JsonPayload.of(Map.of("code", "SOURCE_GONE", "rows", 5)))));
    logging.flush();
    List<LogEntry> errors = list("severity>=ERROR AND jsonPayload.rows=5");
    assertEquals(1, errors.size());
    JsonPayload payload = errors.get(0).getPayload();
    assertEquals(Map.of("code", "SOURCE_GONE", "rows", 5.0), payload.getDataAsMap());
    assertEquals("app", errors.get(0).getLogName());
    assertEquals(2, list("logName=\"projects/proj-local/logs/app\"").size());
  }

  @Test
  void manyWrites_areAllThereAfterOneFlushAndListedPageByPage() {
    for (int i = 0; i < 300; i++) {
      write(List.of(entry(Severity.NOTICE, StringPayload.of("line " + i))));
    }
    logging.flush();
    assertEquals(
        300, list("severity=NOTICE").stream().map(LogEntry::getPayload).distinct().count());
  }

  @Test
  void wrongEntry_isToldAndTheOthersOfItsBatchAreKept() {
    write(
        List.of(
            entry(Severity.INFO, StringPayload.of("good")),
            LogEntry.newBuilder(StringPayload.of("x".repeat(300_000))).setLogName("app").build()));
    assertThrows(RuntimeException.class, () -> logging.flush());
    assertEquals(1, list("textPayload=good").size());
  }

  /** The resource is for the entry, too, that the client adds to tell its own version. */
  private void write(List<LogEntry> entries) {
    logging.write(entries, WriteOption.resource(MonitoredResource.newBuilder("global").build()));
  }

  private List<LogEntry> list(String filter) {
    var page = logging.listLogEntries(EntryListOption.filter(filter), EntryListOption.pageSize(40));
    return StreamSupport.stream(page.iterateAll().spliterator(), false).toList();
  }

  private static LogEntry entry(Severity severity, Payload<?> payload) {
    return LogEntry.newBuilder(payload).setSeverity(severity).setLogName("app").build();
  }
}
