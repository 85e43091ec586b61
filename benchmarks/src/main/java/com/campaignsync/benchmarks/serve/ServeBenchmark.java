package com.campaignsync.benchmarks.serve;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The API under load, beside pgbench running the same SQL against the same database.
 *
 * <p>"Anew" are questions of more months and tenants than an instance holds replies of, asked in
 * turn: every reply is read. "Again" is the same month of each tenant over and over. The SQL of a
 * question asked anew is the floor of all.
 */
public final class ServeBenchmark {

  private static final int CLIENTS = 8;
  private static final int CLIENTS_MANY = 64;
  private static final Duration SLICE = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final int ROUNDS = 3;
  private static final int DAYS_OF_A_MONTH = 31;

  /** pgbench chooses among so many of the questions. */
  private static final int FLOOR_QUESTIONS = 60;

  private static final long SEED = 1;
  private static final String BY_DATE = "/api/campaign-performance/metrics";

  private final LocalPostgres postgres;
  private final Path log;
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private ServeBenchmark(LocalPostgres postgres, Path log) {
    this.postgres = postgres;
    this.log = log;
  }

  /**
   * @param arguments the class path of the API with the invoker; rounds, by default 3
   */
  public static void main(String[] arguments) throws Exception {
    if (!PgBench.isInstalled()) {
      System.err.println("benchmarks/serve needs pgbench, which Postgres' packages bring");
      System.exit(2);
    }
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
    Path directory = Files.createTempDirectory("campaign-sync-benchmark");
    try (LocalPostgres postgres =
        LocalPostgres.start(LocalPostgresOptions.in(directory, LocalPort.anyFree(), true))) {
      Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
      long rows = new Figures(postgres).fill(LocalDate.now(ZoneOffset.UTC));
      System.out.printf(Locale.ROOT, "%,d rows, %d tenants%n", rows, Figures.TENANTS);
      try (Stream<Path> files = Files.walk(directory, 2);
          ApiProcess api = api(postgres, arguments[0])) {
        Path log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
        api.awaitListening();
        new ServeBenchmark(postgres, log).run(api, rounds);
      }
    }
    System.exit(0);
  }

  private static ApiProcess api(LocalPostgres postgres, String classPath) throws IOException {
    return ApiProcess.start(
        List.of(),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xlog:gc:file=" + GcLog.FILE),
        classPath,
        ApiEnvironment.FUNCTION,
        LocalPort.anyFree(),
        ApiEnvironment.of(postgres, CLIENTS));
  }

  private void run(ApiProcess api, int rounds) throws Exception {
    List<byte[]> anew = months();
    List<byte[]> again = requests(BY_DATE, "");
    // Compiled code is what serves; an instance is warm after some ten thousand requests.
    new Load(api.port(), anew, 200).run(CLIENTS, WARM_UP);
    new Load(api.port(), again, 200).run(CLIENTS, SLICE);
    PgBench floor = floor(api, again, anew.subList(0, FLOOR_QUESTIONS));
    floor.run(CLIENTS, Duration.ofSeconds(3));
    Map<String, Load> loads = new LinkedHashMap<>();
    loads.put("anew", new Load(api.port(), anew, 200));
    loads.put("again", new Load(api.port(), again, 200));
    loads.put("304", new Load(api.port(), conditional(api), 304));
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    double fastest = 0;
    for (int round = 1; round <= rounds; round++) {
      double pgbench = floor.run(CLIENTS, SLICE);
      System.out.printf(Locale.ROOT, "round %d: pgbench %,.0f/s", round, pgbench);
      for (Map.Entry<String, Load> load : loads.entrySet()) {
        Load.Result result = load.getValue().run(CLIENTS, SLICE);
        double ratio = result.perSecond() / pgbench;
        ratios.computeIfAbsent(load.getKey(), name -> new ArrayList<>()).add(ratio);
        if (load.getKey().equals("anew")) {
          fastest = Math.max(fastest, result.perSecond());
        }
        System.out.printf(
            Locale.ROOT,
            "; %s %,.0f/s (%.2f), p99 %.1f ms",
            load.getKey(),
            result.perSecond(),
            ratio,
            result.percentileMs(99));
      }
      System.out.println();
    }
    ratios.forEach(
        (name, all) ->
            System.out.printf(Locale.ROOT, "median: %s %.2f of pgbench%n", name, median(all)));
    paced(api, anew, fastest / 2);
    yearByCampaign(api);
    many(api, anew);
  }

  /** Every month of the year, of every tenant, in no order. */
  private List<byte[]> months() {
    List<byte[]> requests = new ArrayList<>();
    for (int end = 0; end <= Figures.DAYS - DAYS_OF_A_MONTH; end++) {
      LocalDate last = today.minusDays(end);
      LocalDate first = last.minusDays(DAYS_OF_A_MONTH - 1L);
      requests.addAll(requests(BY_DATE + "?start_date=" + first + "&end_date=" + last, ""));
    }
    Collections.shuffle(requests, new Random(SEED));
    return requests;
  }

  private void paced(ApiProcess api, List<byte[]> requests, double perSecond)
      throws InterruptedException {
    Load.Result half = new Load(api.port(), requests, 200).run(CLIENTS, SLICE, perSecond);
    System.out.printf(
        Locale.ROOT,
        "at half of the maximum, %,.0f/s: median %.1f ms, p99 %.1f ms%n",
        half.perSecond(),
        half.percentileMs(50),
        half.percentileMs(99));
  }

  /** About a year: so many first days that no question is asked twice within the time. */
  private void yearByCampaign(ApiProcess api) throws InterruptedException {
    List<byte[]> requests = new ArrayList<>();
    for (int day = 0; day < DAYS_OF_A_MONTH; day++) {
      LocalDate first = today.minusDays(Figures.DAYS - 1L - day);
      requests.addAll(
          requests(
              BY_DATE
                  + "?group_by=campaign&sort=-spend&page_size=50&start_date="
                  + first
                  + "&end_date="
                  + today,
              ""));
    }
    Load.Result year = new Load(api.port(), requests, 200).run(1, SLICE);
    System.out.printf(
        Locale.ROOT,
        "a year by campaign, the 50 of most spend, one client: median %.0f ms, p99 %.0f ms%n",
        year.percentileMs(50),
        year.percentileMs(99));
  }

  private void many(ApiProcess api, List<byte[]> requests)
      throws InterruptedException, IOException {
    Load.Result many = new Load(api.port(), requests, 200).run(CLIENTS_MANY, SLICE);
    System.out.printf(
        Locale.ROOT,
        "%d clients: %,.0f/s, p99 %.1f ms; heap after collections at most %d MiB of 256%n",
        CLIENTS_MANY,
        many.perSecond(),
        many.percentileMs(99),
        GcLog.mibAfterCollectionMax());
  }

  private static List<byte[]> requests(String target, String header) {
    return IntStream.range(0, Figures.TENANTS)
        .mapToObj(tenant -> KeepAliveClient.get(target, ApiEnvironment.token(tenant), header))
        .toList();
  }

  /** Each tenant's request with the tag of its answer. */
  private static List<byte[]> conditional(ApiProcess api) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    try (KeepAliveClient client = new KeepAliveClient(api.port())) {
      for (int tenant = 0; tenant < Figures.TENANTS; tenant++) {
        String token = ApiEnvironment.token(tenant);
        String etag = client.send(KeepAliveClient.get(BY_DATE, token, "")).etag();
        if (etag.isEmpty()) {
          throw new IOException("the answer has no ETag");
        }
        requests.add(KeepAliveClient.get(BY_DATE, token, "If-None-Match: " + etag + "\r\n"));
      }
    }
    return requests;
  }

  /**
   * The SQL of one request each, as the server's log has it.
   *
   * @param before asked of all tenants each time, so that the instance knows their versions, as it
   *     does under load
   */
  private PgBench floor(ApiProcess api, List<byte[]> before, List<byte[]> requests)
      throws Exception {
    List<Path> scripts = new ArrayList<>();
    logStatements("all");
    try (KeepAliveClient client = new KeepAliveClient(api.port())) {
      for (byte[] request : requests) {
        for (byte[] known : before) {
          client.send(known);
        }
        long offset = Files.size(log);
        client.send(request);
        List<String> statements = SqlOfARequest.read(log, offset);
        if (scripts.isEmpty()) {
          System.out.println("one request's SQL:");
          statements.forEach(sql -> System.out.println("  " + sql.replaceAll("\\s+", " ")));
        }
        scripts.add(PgBench.script(statements));
      }
    } finally {
      logStatements("none");
    }
    return new PgBench(postgres.port(), LocalUsers.METRICS_API, LocalPostgres.DATABASE, scripts);
  }

  private void logStatements(String which) throws SQLException {
    try (Connection jdbc = DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
        Statement statement = jdbc.createStatement()) {
      statement.execute("ALTER SYSTEM SET log_statement = '" + which + "'");
      statement.execute("SELECT pg_reload_conf()");
      statement.execute("SELECT pg_sleep(0.5)");
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
