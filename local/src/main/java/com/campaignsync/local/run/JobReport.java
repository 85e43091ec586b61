package com.campaignsync.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code --once} did, for people or for programs. */
final class JobReport {

  private static final Set<String> ENDED_WELL = Set.of("completed", "skipped");

  private static final String LINE = "%-20s %-18s %-17s %-24s %-9s %9s %9s %9s %9s %9s %12s %12s%n";

  private final List<JsonNode> jobs;
  private final long unassignedRows;

  JobReport(List<JsonNode> jobs, long unassignedRows) {
    this.jobs = List.copyOf(jobs);
    this.unassignedRows = unassignedRows;
  }

  /** Whether every sync stored everything; a rejected row is not everything. */
  boolean endedWell() {
    return jobs.stream().allMatch(job -> ENDED_WELL.contains(job.path("status").asText()));
  }

  void printJson(PrintStream out) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.putArray("jobs").addAll(jobs);
    json.put("unassigned_rows", unassignedRows);
    out.println(json.toPrettyString());
  }

  void printTable(PrintStream out) {
    out.printf(
        LINE,
        "TENANT",
        "PLATFORM",
        "ENTITY",
        "WINDOW",
        "STATUS",
        "ROWS IN",
        "INSERTED",
        "UPDATED",
        "UNCHANGED",
        "REJECTED",
        "BYTES BILLED",
        "USD");
    jobs.forEach(job -> printLine(out, job));
    out.printf(
        Locale.ROOT, "%d syncs; %d rows belong to no connection%n", jobs.size(), unassignedRows);
  }

  private static void printLine(PrintStream out, JsonNode job) {
    out.printf(
        LINE,
        job.path("tenant_id").asText(),
        job.path("platform").asText(),
        job.path("entity").asText(),
        job.path("start_date").asText() + ".." + job.path("end_date").asText(),
        job.path("status").asText(),
        job.path("records_processed").asText(),
        job.path("records_inserted").asText(),
        job.path("records_updated").asText(),
        job.path("records_unchanged").asText(),
        job.path("records_failed").asText(),
        job.path("bytes_billed").asText(),
        dollars(job.path("cost_usd")));
    if (job.hasNonNull("error_code")) {
      out.printf("  %s: %s%n", job.path("error_code").asText(), job.path("error_message").asText());
    }
  }

  private static String dollars(JsonNode cost) {
    BigDecimal usd = cost.isNumber() ? cost.decimalValue() : BigDecimal.ZERO;
    return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
  }
}
