package com.campaignsync.benchmarks.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postgres' own load generator, in C: the floor. */
final class PgBench {

  private static final Pattern PER_SECOND = Pattern.compile("tps = ([0-9.]+)");

  private final int port;
  private final String database;
  private final String user;
  private final List<Path> scripts;

  /**
   * @param scripts transactions, chosen by chance, all as likely
   */
  PgBench(int port, String user, String database, List<Path> scripts) {
    this.port = port;
    this.user = user;
    this.database = database;
    this.scripts = List.copyOf(scripts);
  }

  static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("pgbench", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** One transaction's statements as a script; pgbench ends a statement at its semicolon. */
  static Path script(List<String> statements) throws IOException {
    Path file = Files.createTempFile("campaign-sync-benchmark", ".sql");
    // A colon before a letter would be taken for a variable of pgbench.
    String text =
        String.join(";\n", statements).replaceAll("(?<!:):(?=[A-Za-z_])", "\\\\:") + ";\n";
    return Files.writeString(file, text);
  }

  /** Transactions a second. */
  double run(int clients, Duration time) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-U",
                user,
                "-c",
                String.valueOf(clients),
                "-j",
                "2",
                "-T",
                String.valueOf(time.toSeconds())));
    scripts.forEach(script -> command.addAll(List.of("-f", script.toString())));
    command.add(database);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher found = PER_SECOND.matcher(printed);
    if (process.waitFor() != 0 || !found.find()) {
      throw new IOException(printed);
    }
    return Double.parseDouble(found.group(1));
  }
}
