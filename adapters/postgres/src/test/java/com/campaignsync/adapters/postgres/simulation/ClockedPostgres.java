package com.campaignsync.adapters.postgres.simulation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A real Postgres whose databases know no time but the one they are told: functions named as the
 * built-in ones stand before these in the search path, so that every statement and every default of
 * the schema finds them. Ids and jitter come from a sequence, so that a story repeats itself.
 */
final class ClockedPostgres {

  private static final ClockedPostgres SHARED = new ClockedPostgres();
  private static final String TEMPLATE = "clocked";
  private static final String SEARCH_PATH = "simulated, pg_catalog, public";

  private static final String CLOCK =
      """
      CREATE SCHEMA simulated;
      CREATE TABLE simulated.present (at timestamptz NOT NULL);
      INSERT INTO simulated.present VALUES ('2026-03-15T12:00:00Z');
      CREATE SEQUENCE simulated.numbers;
      CREATE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT at FROM simulated.present';
      CREATE FUNCTION simulated.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT at FROM simulated.present';
      CREATE FUNCTION simulated.gen_random_uuid() RETURNS uuid LANGUAGE sql VOLATILE
        AS $$ SELECT CAST(lpad(to_hex(nextval('simulated.numbers')), 32, '0') AS uuid) $$;
      CREATE FUNCTION simulated.uuidv7() RETURNS uuid LANGUAGE sql VOLATILE
        AS 'SELECT simulated.gen_random_uuid()';
      CREATE FUNCTION simulated.random() RETURNS double precision LANGUAGE sql VOLATILE
        AS $$ SELECT (hashint8(nextval('simulated.numbers')) & 1023) / 1024.0 $$;
      GRANT USAGE ON SCHEMA simulated TO PUBLIC;
      GRANT SELECT ON simulated.present TO PUBLIC;
      GRANT USAGE ON SEQUENCE simulated.numbers TO PUBLIC;
      """;

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private ClockedPostgres() {
    try {
      server = EmbeddedPostgres.builder().start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    create(TEMPLATE, "template1");
    execute(TEMPLATE, CLOCK);
    Flyway.configure()
        .dataSource(server.getDatabase("postgres", TEMPLATE))
        .defaultSchema("public")
        .load()
        .migrate();
    execute(TEMPLATE, "CREATE ROLE test_worker LOGIN IN ROLE app_worker");
    execute(TEMPLATE, "CREATE ROLE test_api LOGIN IN ROLE app_api");
  }

  static ClockedPostgres shared() {
    return SHARED;
  }

  /** An empty database with a clock of its own. */
  ClockedDatabase newDatabase() {
    String name = TEMPLATE + databases.incrementAndGet();
    create(name, TEMPLATE);
    return new ClockedDatabase(server.getPort(), name);
  }

  private synchronized void create(String name, String template) {
    execute("postgres", "CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    execute("postgres", "ALTER DATABASE %s SET search_path = %s".formatted(name, SEARCH_PATH));
  }

  private void execute(String database, String sql) {
    String url = "jdbc:postgresql://localhost:%d/%s?user=postgres";
    try (Connection connection =
            DriverManager.getConnection(url.formatted(server.getPort(), database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }
}
