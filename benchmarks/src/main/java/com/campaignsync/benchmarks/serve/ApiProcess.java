package com.campaignsync.benchmarks.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A function under Google's invoker, in a process of its own. */
final class ApiProcess implements AutoCloseable {

  private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";
  private static final long PROBE_NANOS = 2_000_000;
  private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);

  /** Linux counts CPU in hundredths of a second on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path output;
  private final int port;

  private ApiProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts it; it need not listen yet.
   *
   * @param command what stands before {@code java}, such as {@code taskset}
   * @param jvm the JVM's options
   * @param classPath the invoker's and the function's
   */
  static ApiProcess start(
      List<String> command,
      List<String> jvm,
      String classPath,
      String function,
      int port,
      Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile("campaign-sync-benchmark", ".out");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> arguments =
        Stream.of(
                command,
                List.of(java),
                jvm,
                List.of("-cp", classPath, INVOKER),
                List.of("--target", function, "--port", String.valueOf(port)))
            .flatMap(List::stream)
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new ApiProcess(builder.start(), output, port);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it takes connections. */
  void awaitListening() throws IOException {
    long deadline = System.nanoTime() + START_NANOS_MAX;
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("the function did not start: " + Files.readString(output));
      }
      LockSupport.parkNanos(PROBE_NANOS);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** CPU that the process has used so far, see proc(5). */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
  }

  /** What it printed. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Ends it as the platform does, by SIGTERM. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    Files.deleteIfExists(output);
  }
}
