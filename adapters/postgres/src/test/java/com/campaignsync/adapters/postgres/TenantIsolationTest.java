package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the API's database user can see and do by any SQL at all, without the filters of our own
 * queries. The tables are those of the catalog: a new one without a policy fails here.
 */
class TenantIsolationTest {

  private static final String DENIED = "42501";
  private static final TestPostgres POSTGRES = TestPostgres.shared();
  private static final TenantTables TABLES = new TenantTables(POSTGRES);
  private static final String A = "isolated-a-" + UUID.randomUUID();
  private static final String B = "isolated-b-" + UUID.randomUUID();

  /**
   * Functions that run as the owner, past the policies, and that the API may call. Each asks itself
   * whose a row is, or tells nothing about any tenant.
   */
  private static final TreeSet<String> TRUSTED =
      new TreeSet<>(
          List.of("delete_connection(uuid)", "hold_connection(uuid)", "service_health()"));

  private static Connection api;

  @BeforeAll
  static void fill() throws SQLException {
    for (String table : TABLES.keys().keySet()) {
      TABLES.addRow(table, A);
      TABLES.addRow(table, B);
    }
    api = POSTGRES.jdbc("test_api");
    api.setAutoCommit(false);
  }

  @AfterAll
  static void close() throws SQLException {
    api.close();
  }

  private interface Work<T> {
    T run(java.sql.Statement statement) throws SQLException;
  }

  /** In a transaction that is rolled back; {@code tenant} null leaves the setting alone. */
  private static <T> T as(String tenant, Work<T> work) throws SQLException {
    try (var statement = api.createStatement()) {
      statement.execute("SET LOCAL ROLE app_api");
      if (tenant != null) {
        statement.execute("SELECT set_config('app.tenant_id', '" + tenant + "', true)");
      }
      return work.run(statement);
    } finally {
      api.rollback();
    }
  }

  private static List<String> owners(String tenant, String table, String key) throws SQLException {
    return as(
        tenant,
        statement -> {
          List<String> owners = new ArrayList<>();
          try (var rows = statement.executeQuery("SELECT DISTINCT " + key + " FROM " + table)) {
            while (rows.next()) {
              owners.add(rows.getString(1));
            }
          }
          return owners;
        });
  }

  private static void assertDenied(String tenant, String sql) {
    SQLException refused =
        assertThrows(SQLException.class, () -> as(tenant, s -> s.executeUpdate(sql)), sql);
    assertEquals(DENIED, refused.getSQLState(), sql + ": " + refused.getMessage());
  }

  @Test
  void everyTenantTable_isProtected() {
    assertTrue(TABLES.keys().size() >= 16, TABLES.keys().toString());
    assertEquals(
        List.of(),
        POSTGRES.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                + " AND relname = ANY (?) AND NOT relrowsecurity",
            (Object) TABLES.keys().keySet().toArray(String[]::new)));
  }

  @Test
  void rawSelects_seeTheTenantsOwnRowsAlone() throws SQLException {
    for (Map.Entry<String, String> table : TABLES.keys().entrySet()) {
      assertEquals(List.of(A), owners(A, table.getKey(), table.getValue()), table.getKey());
      assertEquals(List.of(B), owners(B, table.getKey(), table.getValue()), table.getKey());
    }
  }

  @Test
  void withoutTheSetting_orWithOneOfNobody_thereAreNoRows() throws SQLException {
    for (Map.Entry<String, String> table : TABLES.keys().entrySet()) {
      for (String nobody : new String[] {null, "", "nobody", A.toUpperCase(), A + " ", "%"}) {
        assertEquals(
            List.of(),
            owners(nobody, table.getKey(), table.getValue()),
            table.getKey() + " as " + nobody);
      }
    }
  }

  @Test
  void rowsOfAnotherTenant_canNeitherBeMadeNorTakenNorChanged() throws SQLException {
    for (Map.Entry<String, String> table : TABLES.keys().entrySet()) {
      String name = table.getKey();
      String key = table.getValue();
      assertDenied(A, "INSERT INTO %s (%s) VALUES ('%s')".formatted(name, key, B));
      assertDenied(A, "UPDATE %s SET %s = '%s'".formatted(name, key, B));
      for (String column : updatable(name)) {
        // Without a filter of its own, it meets one row, ours.
        String update = "UPDATE %s SET %s = %s".formatted(name, column, column);
        assertEquals(1, changed(update), update);
      }
      assertTrue(deleted(A, name) <= 1, name);
    }
  }

  private static int changed(String update) throws SQLException {
    return as(A, s -> s.executeUpdate(update));
  }

  private static List<String> updatable(String table) {
    return POSTGRES.rows(
        "SELECT column_name FROM information_schema.column_privileges WHERE grantee = 'app_api'"
            + " AND privilege_type = 'UPDATE' AND table_name = ? ORDER BY 1",
        table);
  }

  private static int deleted(String tenant, String table) throws SQLException {
    try {
      return as(tenant, s -> s.executeUpdate("DELETE FROM " + table));
    } catch (SQLException refused) {
      assertEquals(DENIED, refused.getSQLState(), refused.getMessage());
      return 0;
    }
  }

  @Test
  void otherTables_areOutOfReach() {
    assertFalse(TABLES.others().isEmpty());
    for (String table : TABLES.others()) {
      assertDenied(A, "DELETE FROM " + table);
      SQLException refused =
          assertThrows(
              SQLException.class, () -> as(A, s -> s.execute("SELECT 1 FROM " + table)), table);
      assertEquals(DENIED, refused.getSQLState(), table);
    }
  }

  @Test
  void api_cannotBecomeSomebodyElse() {
    for (String role : List.of("app_worker", "campaign_sync_owner", "postgres", "test_worker")) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> as(A, s -> s.execute("SET LOCAL ROLE " + role)), role);
      assertEquals(DENIED, refused.getSQLState(), role);
    }
    for (String sql :
        List.of(
            "SET LOCAL session_replication_role = 'replica'",
            "ALTER TABLE tenants DISABLE ROW LEVEL SECURITY",
            "CREATE POLICY mine ON tenants TO app_api USING (true)",
            "DROP POLICY one_tenant ON tenants",
            "CREATE TABLE public.mine (id text)",
            "SELECT ensure_month('2026-05-01')")) {
      SQLException refused =
          assertThrows(SQLException.class, () -> as(A, s -> s.execute(sql)), sql);
      assertEquals(DENIED, refused.getSQLState(), sql);
    }
    assertEquals(
        "f|f",
        POSTGRES.value("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'app_api'"));
  }

  @Test
  void switchingThePoliciesOff_isAnErrorAndNoWayIn() {
    SQLException refused =
        assertThrows(
            SQLException.class,
            () ->
                as(
                    A,
                    s -> {
                      s.execute("SET LOCAL row_security = off");
                      return s.execute("SELECT 1 FROM tenants");
                    }));
    assertEquals(DENIED, refused.getSQLState());
  }

  @Test
  void functionsPastThePolicies_areTheOnesWeKnow() {
    assertEquals(
        new ArrayList<>(TRUSTED),
        POSTGRES.rows(
            "SELECT CAST(oid::regprocedure AS text) FROM pg_proc"
                + " WHERE pronamespace = 'public'::regnamespace AND prosecdef"
                + " AND has_function_privilege('app_api', oid, 'EXECUTE') ORDER BY 1"));
  }

  @Test
  void functionsPastThePolicies_touchTheTenantsOwnAlone() throws SQLException {
    String foreign = POSTGRES.value("SELECT id FROM connections WHERE tenant_id = ? LIMIT 1", B);
    boolean held =
        as(
            A,
            s -> {
              try (var row =
                  s.executeQuery("SELECT held FROM hold_connection('" + foreign + "')")) {
                row.next();
                return row.getBoolean(1);
              }
            });
    assertFalse(held);
    assertThrows(
        SQLException.class,
        () -> as(A, s -> s.execute("SELECT delete_connection('" + foreign + "')")));
  }
}
