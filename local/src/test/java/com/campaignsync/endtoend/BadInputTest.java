package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.RunLocalProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the person at the terminal got wrong is told in one line; nothing was begun. */
class BadInputTest {

  private static final String ROW = "acme,1,One,google_ads,%s,10,1,1.50,1,2.50%n";

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void badFilesAndOptions_endInOneLineAndLeaveNoState() throws Exception {
    Path lacking =
        write("lacking.csv", "tenant_id,campaign_id,platform,metric_date\na,1,x,2026-01-01\n");
    Path broken =
        write(
            "broken.csv",
            GeneratedSource.CSV_HEADER
                + "\n"
                + ROW.formatted("2026-01-01")
                + ROW.formatted("2026-02-30"));
    int free = RunLocalProcess.freeOffset();
    assertRefused(
        free, List.of(lacking.toString(), "impressions", "revenue"), "--csv", lacking.toString());
    assertRefused(
        free, List.of(broken.toString(), "line 3", "2026-02-30"), "--csv", broken.toString());
    assertRefused(
        free,
        List.of("nowhere.csv", "does not exist"),
        "--csv",
        files.resolve("nowhere.csv").toString());
    assertRefused(free, List.of("--colour"), "--colour", "red");
    assertRefused(free, List.of("--json", "--once"), "--json");
    assertRefused(10_001, List.of("--port-offset", "10001", "10000"));
    assertRefused(-1, List.of("--port-offset", "-1"));
  }

  @Test
  void aBusyPort_isNamedBeforeAnythingStarts() throws Exception {
    int offset = RunLocalProcess.freeOffset();
    for (int port : List.of(8080, 8081, 9050, 8685, 54329)) {
      try (ServerSocket busy =
          new ServerSocket(port + offset, 1, InetAddress.getByName("127.0.0.1"))) {
        assertRefused(offset, List.of(String.valueOf(busy.getLocalPort())), "--no-sample");
      }
    }
  }

  @Test
  void aStateDirectoryInUse_isLeftAlone() throws Exception {
    try (RunLocalProcess running =
        RunLocalProcess.start(state, RunLocalProcess.freeOffset(), "--no-sample")) {
      Postmaster postgres = new Postmaster(state);
      long pid = postgres.pid();
      for (String option : List.of("--no-sample", "--fresh")) {
        Ended second = RunLocalProcess.run(state, RunLocalProcess.freeOffset(), option);
        assertOneLine(second, List.of(state.toString()));
      }
      assertEquals(pid, postgres.pid());
      assertEquals(200, Http.get(running.api() + "/health", "").status());
    }
  }

  private void assertRefused(int offset, List<String> named, String... arguments) throws Exception {
    assertOneLine(RunLocalProcess.run(state, offset, arguments), named);
    try (Stream<Path> left = Files.list(state)) {
      // The lock is how two starts keep out of each other's way; it holds nothing.
      assertEquals(
          List.of(),
          left.map(path -> path.getFileName().toString())
              .filter(name -> !name.equals("run-local.lock"))
              .toList(),
          "state made by " + String.join(" ", arguments));
    }
  }

  private static void assertOneLine(Ended ended, List<String> named) {
    assertAll(
        () -> assertEquals(2, ended.exitCode(), ended.toString()),
        () -> assertEquals("", ended.output()),
        () -> assertEquals(1, ended.terminal().lines().count(), ended.terminal()),
        () ->
            named.forEach(
                name -> assertTrue(ended.terminal().contains(name), name + " is not in " + ended)));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(files.resolve(name), content);
  }
}
