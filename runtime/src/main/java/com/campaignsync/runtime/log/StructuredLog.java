package com.campaignsync.runtime.log;

import com.campaignsync.runtime.json.JsonWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Writes one JSON object a line, as Cloud Logging reads from a function's standard output.
 *
 * <p>An object is written in one call, so that lines of concurrent requests do not mix.
 */
public final class StructuredLog {

  private final PrintStream out;
  private final InstantSource clock;
  private final Optional<String> projectId;

  /**
   * A log that writes to {@code out}.
   *
   * @param projectId the Google Cloud project, which a trace's full name needs; empty elsewhere
   */
  public StructuredLog(PrintStream out, InstantSource clock, Optional<String> projectId) {
    this.out = out;
    this.clock = clock;
    this.projectId = projectId;
  }

  /** Begins an entry; nothing is written before {@link LogEntry#write()}. */
  public LogEntry entry(Severity severity, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", severity.name());
    fields.put("message", Redaction.of(message));
    fields.put("time", clock.instant().toString());
    return new LogEntry(this, severity, fields);
  }

  /** Begins an entry for something normal. */
  public LogEntry info(String message) {
    return entry(Severity.INFO, message);
  }

  /** Begins an entry for something somebody should know. */
  public LogEntry warning(String message) {
    return entry(Severity.WARNING, message);
  }

  /** Begins an entry for a failure. */
  public LogEntry error(String message) {
    return entry(Severity.ERROR, message);
  }

  /**
   * Sends what libraries log at WARNING and above through this log, in place of the handlers of
   * java.util.logging. Idempotent: the last log installed wins.
   */
  public void installForLibraries() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    root.addHandler(new LibraryLogHandler(this));
  }

  String traceName(String traceId) {
    return projectId.map(project -> "projects/" + project + "/traces/" + traceId).orElse(traceId);
  }

  void write(Map<String, Object> fields) {
    out.println(new String(JsonWriter.bytes(fields), StandardCharsets.UTF_8));
  }
}
