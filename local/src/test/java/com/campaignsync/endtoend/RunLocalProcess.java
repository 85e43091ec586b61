package com.campaignsync.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** run-local as a person runs it: a process of its own, with a state directory of its own. */
final class RunLocalProcess implements AutoCloseable {

  /** The checkout: this module's parent. */
  static final Path HOME = Path.of("").toAbsolutePath().getParent();

  private static final Duration START_MAX = Duration.ofSeconds(90);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Path state;
  private final int portOffset;
  private final Process process;
  private final Path output;
  private final Path terminal;

  private RunLocalProcess(Path state, int portOffset, Process process, Path output, Path terminal) {
    this.state = state;
    this.portOffset = portOffset;
    this.process = process;
    this.output = output;
    this.terminal = terminal;
  }

  /** How a command ended. */
  record Ended(int exitCode, String output, String terminal) {}

  /** Runs a command to its end. */
  static Ended run(Path state, int portOffset, String... arguments) throws Exception {
    RunLocalProcess run = launch(Map.of(), state, portOffset, arguments);
    try {
      if (!run.process.waitFor(5, TimeUnit.MINUTES)) {
        throw new AssertionError("run-local did not end: " + Files.readString(run.terminal));
      }
      return new Ended(
          run.process.exitValue(), Files.readString(run.output), Files.readString(run.terminal));
    } finally {
      run.process.destroyForcibly();
    }
  }

  /** Starts it and waits until it serves. */
  static RunLocalProcess start(Path state, int portOffset, String... arguments) throws Exception {
    return startWith(Map.of(), state, portOffset, arguments);
  }

  /** Starts it with further variables and waits until it serves. */
  static RunLocalProcess startWith(
      Map<String, String> environment, Path state, int portOffset, String... arguments)
      throws Exception {
    RunLocalProcess run = launch(environment, state, portOffset, arguments);
    awaitText(run, run.output, "Campaign Sync runs");
    return run;
  }

  /** Starts it and waits until it says so on the terminal. */
  static RunLocalProcess startUntil(String said, Path state, int portOffset, String... arguments)
      throws Exception {
    RunLocalProcess run = launch(Map.of(), state, portOffset, arguments);
    awaitText(run, run.terminal, said);
    return run;
  }

  private static void awaitText(RunLocalProcess run, Path file, String text) throws Exception {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!Files.readString(file).contains(text)) {
      if (!run.process.isAlive() || System.nanoTime() > deadline) {
        run.process.destroyForcibly();
        throw new AssertionError("run-local did not start: " + Files.readString(run.terminal));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static RunLocalProcess launch(
      Map<String, String> environment, Path state, int portOffset, String... arguments)
      throws IOException {
    Files.createDirectories(state);
    Path output = Files.createTempFile("run-local", ".out");
    Path terminal = Files.createTempFile("run-local", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dcampaignsync.home=" + HOME,
            "-Dcampaignsync.state=" + state,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "com.campaignsync.local.run.RunLocal",
            "--port-offset",
            String.valueOf(portOffset)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(terminal.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CAMPAIGN_SYNC_"));
    builder.environment().remove("PUBSUB_EMULATOR_HOST");
    builder.environment().putAll(environment);
    return new RunLocalProcess(state, portOffset, builder.start(), output, terminal);
  }

  /**
   * An offset whose ports nobody uses now. Where the search begins differs from process to process:
   * two builds on one machine must not take the same ports between the search and the start.
   */
  static int freeOffset() throws IOException {
    int first = 2_000 + 20 * (int) (ProcessHandle.current().pid() % 200);
    for (int offset = first; offset < 9_000; offset += 20) {
      if (isFree(8080 + offset)
          && isFree(8081 + offset)
          && isFree(9050 + offset)
          && isFree(9060 + offset)
          && isFree(8685 + offset)
          && isFree(54329 + offset)) {
        return offset;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  Process process() {
    return process;
  }

  int portOffset() {
    return portOffset;
  }

  /** What it printed for the person who started it. */
  String printed() throws IOException {
    return Files.readString(output);
  }

  String api() {
    return "http://127.0.0.1:" + (8080 + portOffset);
  }

  String bigQuery() {
    return "http://127.0.0.1:" + (9050 + portOffset);
  }

  /** Pub/Sub, Scheduler, Secret Manager and Logging. */
  String googleCloud() {
    return "127.0.0.1:" + (8685 + portOffset);
  }

  String syncFunction() {
    return "http://127.0.0.1:" + (8081 + portOffset) + "/";
  }

  String maintenanceFunction() {
    return "http://127.0.0.1:" + (8082 + portOffset) + "/";
  }

  /** What the functions have logged so far, a line each. */
  List<String> log() throws IOException {
    return Files.readAllLines(state.resolve("run-local.log"));
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/campaign_sync?user=postgres"
        .formatted(54329 + portOffset);
  }

  /** The token of a role, or of a user of a tenant by {@code tenants.<id>}. */
  JsonNode tokens() throws IOException {
    return JsonMapper.builder().build().readTree(state.resolve("tokens.json").toFile());
  }

  /** What Ctrl-C does. */
  void interrupt() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("run-local did not stop");
    }
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      interrupt();
    }
  }
}
