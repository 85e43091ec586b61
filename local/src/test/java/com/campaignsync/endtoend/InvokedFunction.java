package com.campaignsync.endtoend;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A function under Google's own invoker, in a process of its own, as the cloud runs it. */
public final class InvokedFunction implements AutoCloseable {

  private static final Path INVOKER =
      Path.of("target", "invoker", "java-function-invoker.jar").toAbsolutePath();

  private final Process process;
  private final Path output;

  private InvokedFunction(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it and waits until it listens. */
  public static InvokedFunction start(
      String function, int port, String heapMax, Map<String, String> environment) throws Exception {
    Path output = Files.createTempFile("invoker", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMax,
                "-jar",
                INVOKER.toString(),
                "--classpath",
                classPath(),
                "--target",
                function,
                "--port",
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    InvokedFunction started = new InvokedFunction(builder.start(), output);
    Eventually.holds("the function listens", Duration.ofSeconds(60), () -> started.listensOn(port));
    return started;
  }

  /** What the function is deployed with: our modules and libraries, without run-local and tests. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String local = Path.of("target").toAbsolutePath().toString();
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.startsWith(local) && !entry.contains("duckdb"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private boolean listensOn(int port) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the function did not start: " + output());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Most memory the process ever had, heap and all, in MiB; −1 where the system does not say. */
  long residentMibMax() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    List<String> peak =
        Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).toList();
    return Long.parseLong(peak.get(0).replaceAll("[^0-9]", "")) >> 10;
  }

  /** Sends a signal, such as KILL, TERM, STOP or CONT. */
  public void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("SIG" + name + " could not be sent");
    }
  }

  /** Waits for the end of a process that was told to end. */
  public void awaitEnd() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the function does not end");
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    Files.deleteIfExists(output);
  }
}
