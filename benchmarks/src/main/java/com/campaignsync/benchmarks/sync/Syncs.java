package com.campaignsync.benchmarks.sync;

import com.campaignsync.local.postgres.LocalPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;

/** Has the product's process run one job after another and prints what each took. */
final class Syncs implements AutoCloseable {

  private static final String HEAP = "-Xmx256m";

  private final Connection jdbc;
  private final LocalDate firstDay;
  private final LocalDate lastDay;
  private final Process process;
  private final PrintStream jobs;
  private final BufferedReader timings;

  Syncs(LocalPostgres postgres, LocalDate firstDay, LocalDate lastDay, String... addresses)
      throws IOException, SQLException {
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.jdbc = DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
    connect();
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djava.util.logging.config.file="
                    + System.getProperty("java.util.logging.config.file"),
                "-cp",
                System.getProperty("java.class.path"),
                SyncProcess.class.getName(),
                addresses[0],
                addresses[1],
                addresses[2])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.jobs = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.timings =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private void connect() throws SQLException {
    try (Statement statement = jdbc.createStatement()) {
      statement.execute("INSERT INTO tenants (id, name) VALUES ('bench', 'Benchmark')");
      statement.execute(
          "INSERT INTO connections (tenant_id, platform, name) VALUES ('bench', 'google_ads', 'b')");
    }
  }

  void run(String title, String jobType) throws IOException, SQLException {
    jobs.println(job(jobType));
    String line = timings.readLine();
    if (line == null) {
      throw new IllegalStateException(title + ": the product's process has ended");
    }
    print(title, Timing.ofLine(line));
  }

  private String job(String type) throws SQLException {
    return value(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by, idempotency_key,"
            + " start_date, end_date) SELECT id, tenant_id, '%s', 'system', gen_random_uuid(), '%s',"
                .formatted(type, firstDay)
            + " '%s' FROM connections RETURNING id".formatted(lastDay));
  }

  private void print(String title, Timing timing) throws SQLException {
    String counts =
        value(
            "SELECT records_processed FROM sync_jobs ORDER BY created_at DESC, started_at DESC"
                + " LIMIT 1");
    long rows = Long.parseLong(counts);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %s | %s | %s | %s | %s | %s | %d MiB |%n",
        title,
        rows,
        rows / (timing.all().toMillis() / 1000.0),
        seconds(timing.all()),
        seconds(timing.metadata()),
        seconds(timing.query()),
        seconds(timing.rowsComeIn()),
        seconds(timing.merge()),
        seconds(timing.rest()),
        timing.peakHeapBytes() >> 20);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  private String value(String sql) throws SQLException {
    try (PreparedStatement statement = jdbc.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return Objects.requireNonNull(row.getString(1));
    }
  }

  @Override
  public void close() throws SQLException {
    process.destroy();
    jdbc.close();
  }
}
