package com.campaignsync.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.net.LocalPort;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MigrationsTest {
  @TempDir Path state;

  @Test
  void migrate_appliesOnceAndLetsTheFunctionsLogInWithTheirRightsOnly() throws Exception {
    try (LocalPostgres postgres =
        LocalPostgres.start(TestPostgres.options(state, LocalPort.anyFree()))) {
      String superuser = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      assertTrue(Migrations.migrate(superuser) > 0);
      assertEquals(0, Migrations.migrate(superuser));

      TestPostgres.execute(
          superuser,
          "INSERT INTO tenants (id, name, tier, time_zone, currency)"
              + " VALUES ('t1', 'One', 'standard', 'UTC', 'USD')");
      String worker = postgres.jdbcUrl(LocalUsers.SYNC_WORKER);
      assertEquals("1", TestPostgres.query(worker, "SELECT count(*) FROM tenants"));
      String api = postgres.jdbcUrl(LocalUsers.METRICS_API);
      assertEquals("0", TestPostgres.query(api, "SELECT count(*) FROM tenants"));
      assertThrows(SQLException.class, () -> TestPostgres.execute(worker, "DROP TABLE tenants"));
      assertThrows(SQLException.class, () -> TestPostgres.execute(api, "CREATE ROLE intruder"));
    }
  }
}
