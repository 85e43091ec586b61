package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.RunLocalProcess.Ended;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that come again with other content, or that nobody has a row of. */
class CsvAgainTest {

  private static final String ROW = "%s,1,One,google_ads,2026-01-01,10,1,1.50,1,2.50%n";

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void sameDaysOfManyConnections_areOneQuery_andChangedFilesAreWarnedOf() throws Exception {
    Path csv = files.resolve("campaigns.csv");
    write(csv, "acme", "globex", "initech");
    Ended first = once("--csv", csv.toString());
    assertEquals(0, first.exitCode(), first.terminal());
    long billed = 0;
    for (JsonNode job : Http.JSON.readTree(first.output()).path("jobs")) {
      billed += job.path("bytes_billed").asLong();
    }
    assertEquals(10 << 20, billed, "one query of 10 MiB for all three");

    write(csv, "acme", "globex", "initech", "umbrella");
    Ended again = once("--csv", csv.toString());
    assertTrue(
        again.terminal().contains("campaigns.csv was loaded before with other content"),
        again.terminal());
    assertTrue(again.terminal().contains("use --fresh to replace"), again.terminal());

    Path nobodys = files.resolve("nobodys.csv");
    write(nobodys, " ");
    Ended unusable = once("--csv", nobodys.toString());
    assertEquals(1, unusable.exitCode(), unusable.terminal());
    assertTrue(
        unusable.terminal().contains("none of its 1 rows belongs to a connection"),
        unusable.terminal());
  }

  @Test
  void aFileOfAHeaderAlone_isNoSuccess() throws Exception {
    Path empty = files.resolve("empty.csv");
    write(empty);

    Ended ended = once("--csv", empty.toString());

    assertEquals(1, ended.exitCode(), ended.terminal());
    assertTrue(
        ended.terminal().contains("empty.csv: it has no rows, only a header"), ended.terminal());
    assertEquals(0, Http.JSON.readTree(ended.output()).path("jobs").size(), ended.output());
  }

  private Ended once(String... csv) throws Exception {
    String[] arguments = {csv[0], csv[1], "--no-sample", "--once", "--json"};
    return RunLocalProcess.run(state, RunLocalProcess.freeOffset(), arguments);
  }

  private static void write(Path file, String... tenants) throws IOException {
    StringBuilder rows =
        new StringBuilder(GeneratedSource.CSV_HEADER).append(System.lineSeparator());
    for (String tenant : tenants) {
      rows.append(ROW.formatted(tenant));
    }
    Files.writeString(file, rows);
  }
}
