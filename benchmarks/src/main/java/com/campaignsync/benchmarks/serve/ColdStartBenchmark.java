package com.campaignsync.benchmarks.serve;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the process's start to its first 200 on one CPU, serial collector, C1 alone: the API's
 * health and its first figures, beside a function that does nothing; without and with an archive of
 * loaded classes (AppCDS).
 */
public final class ColdStartBenchmark {

  private static final int ROUNDS = 5;

  /** The young generation holds all that a start allocates: no collection falls into it. */
  private static final List<String> JVM =
      List.of("-Xmx256m", "-Xmn96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final List<String> ONE_CPU = List.of("taskset", "-c", "0");

  private final LocalPostgres postgres;
  private final Path directory;

  private ColdStartBenchmark(LocalPostgres postgres, Path directory) {
    this.postgres = postgres;
    this.directory = directory;
  }

  /** What is started and asked. */
  private record Start(String title, String function, String classPath, String target) {}

  /** How long it took. */
  private record Cost(double cpuSeconds, double wallSeconds) {}

  /**
   * @param arguments the API's class path and the trivial function's, both with the invoker; rounds
   *     (5)
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
    Path directory = Files.createTempDirectory("campaign-sync-benchmark");
    try (LocalPostgres postgres =
        LocalPostgres.start(LocalPostgresOptions.in(directory, LocalPort.anyFree(), true))) {
      Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
      new Figures(postgres).fill(LocalDate.now(ZoneOffset.UTC));
      List<Start> starts =
          List.of(
              new Start("trivial function", TrivialFunction.class.getName(), arguments[1], "/"),
              new Start("health", ApiEnvironment.FUNCTION, arguments[0], "/health"),
              new Start(
                  "first metrics",
                  ApiEnvironment.FUNCTION,
                  arguments[0],
                  "/api/campaign-performance/metrics"));
      new ColdStartBenchmark(postgres, directory).run(starts, rounds);
    }
    System.exit(0);
  }

  private void run(List<Start> starts, int rounds) throws IOException {
    System.out.println(
        "| started | CPU s | to trivial | wall s | AppCDS: CPU s | to trivial without | wall s |\n"
            + "|---|--:|--:|--:|--:|--:|--:|");
    List<List<Cost>> plain = new ArrayList<>();
    List<List<Cost>> archived = new ArrayList<>();
    for (Start start : starts) {
      plain.add(new ArrayList<>());
      archived.add(new ArrayList<>());
      // The first run of each fills the page cache; the one that writes the archive costs more.
      run(start, JVM);
      run(start, with("-XX:ArchiveClassesAtExit=" + archive(start)));
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < starts.size(); i++) {
        plain.get(i).add(run(starts.get(i), JVM));
        archived
            .get(i)
            .add(run(starts.get(i), with("-XX:SharedArchiveFile=" + archive(starts.get(i)))));
      }
    }
    double trivial = cpu(plain.get(0));
    for (int i = 0; i < starts.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
          starts.get(i).title(),
          cpu(plain.get(i)),
          cpu(plain.get(i)) / trivial,
          wall(plain.get(i)),
          cpu(archived.get(i)),
          cpu(archived.get(i)) / trivial,
          wall(archived.get(i)));
    }
  }

  private Path archive(Start start) {
    return directory.resolve(start.title().replace(' ', '-') + ".jsa");
  }

  private static List<String> with(String option) {
    return Stream.concat(JVM.stream(), Stream.of(option, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
        .toList();
  }

  private Cost run(Start start, List<String> jvm) throws IOException {
    byte[] request =
        KeepAliveClient.get(start.target(), ApiEnvironment.token(0), "Connection: close\r\n");
    Map<String, String> environment = ApiEnvironment.of(postgres, 4);
    long begin = System.nanoTime();
    try (ApiProcess process =
        ApiProcess.start(
            ONE_CPU, jvm, start.classPath(), start.function(), LocalPort.anyFree(), environment)) {
      process.awaitListening();
      try (KeepAliveClient client = new KeepAliveClient(process.port())) {
        KeepAliveClient.Answer answer = client.send(request);
        if (answer.status() != 200) {
          throw new IOException(answer.status() + ": " + process.output());
        }
      }
      return new Cost(process.cpuSeconds(), (System.nanoTime() - begin) / 1e9);
    }
  }

  private static double cpu(List<Cost> costs) {
    return costs.stream().map(Cost::cpuSeconds).sorted().toList().get(costs.size() / 2);
  }

  private static double wall(List<Cost> costs) {
    return costs.stream().map(Cost::wallSeconds).sorted().toList().get(costs.size() / 2);
  }
}
