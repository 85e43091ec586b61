package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that our texts show is made as it stands there, and answered as documented. */
class DocumentedCallsTest {

  private static final Pattern BLOCK =
      Pattern.compile("^```sh\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  /** Each curl of a script leaves its answer in files, and a line in the file of calls. */
  private static final String RECORDING =
      """
      set -euo pipefail
      count=0
      curl() {
        count=$((count + 1))
        command curl -sS -D "$WORK/$count.headers" -o "$WORK/$count.body" \\
          -w '%{method} %{url_effective}\\n' "$@" >> "$WORK/calls"
      }
      """;

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void everyCurlExample_isAnsweredAsDocumented() throws Exception {
    assumeTrue(hasCurl(), "curl is not at hand");
    GeneratedSource source =
        new GeneratedSource("acme", "google_ads", 3, LocalDate.of(2026, 1, 1), 3, 1);
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), source);
    try (RunLocalProcess running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample")) {
      List<String> examples = new ArrayList<>(printed(running));
      assertEquals(3, examples.size(), "run-local prints three calls");
      examples.addAll(ofOurTexts());
      assertTrue(examples.size() >= 5, examples::toString);
      for (String example : examples) {
        run(running, example);
      }
    }
  }

  private static boolean hasCurl() throws Exception {
    return new ProcessBuilder("bash", "-c", "command -v curl").start().waitFor() == 0;
  }

  private static List<String> printed(RunLocalProcess running) throws Exception {
    return running
        .printed()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("curl"))
        .toList();
  }

  private static List<String> ofOurTexts() throws Exception {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> texts = Files.walk(RunLocalProcess.HOME, 3)) {
      for (Path text : texts.filter(path -> path.toString().endsWith(".md")).toList()) {
        BLOCK
            .matcher(Files.readString(text))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("curl "))
            .forEach(examples::add);
      }
    }
    assertFalse(examples.isEmpty(), "the README has lost its examples");
    return examples;
  }

  private void run(RunLocalProcess running, String example) throws Exception {
    Path work = Files.createTempDirectory(files, "calls");
    String script =
        example
            .replace("http://localhost:8080", running.api())
            .replace(".local/tokens.json", state.resolve("tokens.json").toString());
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", RECORDING + script)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("output").toFile());
    builder.environment().put("WORK", work.toString());
    Process process = builder.start();
    assertTrue(process.waitFor(100, TimeUnit.SECONDS), example);
    assertEquals(0, process.exitValue(), () -> example + read(work.resolve("output")));
    List<String> calls = Files.readAllLines(work.resolve("calls"));
    for (int i = 1; i <= calls.size(); i++) {
      check(work, i, calls.get(i - 1), running.api());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static void check(Path work, int call, String line, String api) throws Exception {
    List<String> head = Files.readAllLines(work.resolve(call + ".headers"));
    int status = Integer.parseInt(head.get(0).split(" ")[1]);
    Map<String, List<String>> headers = new HashMap<>();
    for (String header : head.subList(1, head.size())) {
      if (header.contains(":")) {
        headers.put(header.split(":", 2)[0], List.of(header.split(":", 2)[1].strip()));
      }
    }
    String[] words = line.split(" ", 2);
    String path = words[1].substring(api.length()).split("\\?", 2)[0];
    String body = read(work.resolve(call + ".body"));
    ApiAnswers.check(words[0], path, status, headers, body);
    // 422 is what a source that is not there is told: the example's table is the reader's own.
    assertTrue(status < 300 || status == 422, () -> line + ": " + status + " " + body);
  }
}
