package com.campaignsync.runtime.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line being put together. */
public final class LogEntry {

  /** Cloud Logging cuts entries at 256 KiB; a stack trace should not come near. */
  private static final int STACK_CHARS_MAX = 32_768;

  private final StructuredLog log;
  private final Severity severity;
  private final Map<String, Object> fields;

  LogEntry(StructuredLog log, Severity severity, Map<String, Object> fields) {
    this.log = log;
    this.severity = severity;
    this.fields = fields;
  }

  /** The stable code of what happened. */
  public LogEntry code(String code) {
    return with("code", code);
  }

  /** The tenant concerned. */
  public LogEntry tenant(String tenantId) {
    return with("tenant", tenantId);
  }

  /** The sync job concerned. */
  public LogEntry job(String jobId) {
    return with("job", jobId);
  }

  /** The trace id the request carried. */
  public LogEntry trace(String traceId) {
    return with("logging.googleapis.com/trace", log.traceName(traceId));
  }

  /** Any other text field. */
  public LogEntry with(String name, String value) {
    fields.put(name, Redaction.of(value));
    return this;
  }

  /** Any other number. */
  public LogEntry with(String name, long value) {
    fields.put(name, value);
    return this;
  }

  /** Any other exact figure. */
  public LogEntry with(String name, BigDecimal value) {
    fields.put(name, value);
    return this;
  }

  /** The exception's class and message; its stack trace too at ERROR and above. */
  public LogEntry cause(Throwable cause) {
    Map<String, Object> exception = new LinkedHashMap<>();
    exception.put("class", cause.getClass().getName());
    exception.put("message", Redaction.of(String.valueOf(cause.getMessage())));
    fields.put("exception", exception);
    if (severity.compareTo(Severity.ERROR) >= 0) {
      fields.put("stack_trace", stackTrace(cause));
    }
    return this;
  }

  /** Masked before it is cut, so that no half of a secret is left. */
  private static String stackTrace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    String masked = Redaction.of(text.toString());
    return masked.substring(0, Math.min(masked.length(), STACK_CHARS_MAX));
  }

  /** Writes the line. */
  public void write() {
    log.write(fields);
  }
}
