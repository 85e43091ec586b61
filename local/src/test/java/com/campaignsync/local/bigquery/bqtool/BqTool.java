package com.campaignsync.local.bigquery.bqtool;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.local.bigquery.LocalBigQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The bq tool of the Cloud SDK, pointed at a server. */
final class BqTool {

  /** A command takes two seconds on an idle machine. */
  private static final long SECONDS_MAX = 120;

  private final List<String> start;
  private final Path home;

  /** What a command did. */
  record Ended(int status, String output) {}

  private BqTool(List<String> start, Path home) {
    this.start = start;
    this.home = home;
  }

  /** Skips the test where the tool is not installed. */
  static BqTool against(LocalBigQuery server, String project, Path home) throws IOException {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(":"))
            .map(directory -> Path.of(directory, "bq"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "the bq tool is not installed");
    Path sdk = program.orElseThrow().toRealPath().resolveSibling("..").normalize();
    Path discovery = sdk.resolve("platform/bq/discovery_next/bigquery.json");
    assumeTrue(Files.exists(discovery), "this bq tool has no discovery file");
    return new BqTool(
        List.of(
            program.orElseThrow().toString(),
            "--api",
            "http://localhost:" + server.port(),
            "--project_id=" + project,
            "--oauth_access_token=x",
            "--discovery_file=" + discovery),
        home);
  }

  /** Runs one command; its home is a directory of its own, so that nobody's settings matter. */
  Ended run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(start);
    command.addAll(arguments);
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("CLOUDSDK_CONFIG", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended, "bq " + arguments + " did not end: " + Files.readString(output));
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
