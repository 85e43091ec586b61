package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The schema as the migrations leave it, written from the catalogs and compared with the golden
 * file, so that a review sees what a migration really changes. After a wanted change: {@code mvn
 * -pl adapters/postgres -am test -Dtest=SchemaTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtest.argLine=-Dgolden.rewrite=true} and read the diff.
 */
class SchemaTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/com/campaignsync/adapters/postgres/golden_schema.txt");

  /** Partitions are made while the tests run; the schema is without them. */
  private static final String OURS =
      " c.relnamespace = 'public'::regnamespace AND NOT c.relispartition"
          + " AND c.relname NOT LIKE 'flyway%' ";

  private static final List<String> SECTIONS =
      List.of(
          "SELECT 'table', c.relname, c.relkind, 'rls ' || c.relrowsecurity, obj_description(c.oid, 'pg_class')"
              + " FROM pg_class c WHERE c.relkind IN ('r', 'p') AND"
              + OURS
              + "ORDER BY 2",
          "SELECT 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),"
              + " CASE WHEN a.attnotnull THEN 'not null' ELSE '' END,"
              + " 'identity ' || CAST(a.attidentity AS text) || ' generated ' || CAST(a.attgenerated AS text),"
              + " pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)"
              + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
              + " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
              + " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND"
              + OURS
              + "ORDER BY c.relname, a.attnum",
          "SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)"
              + " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE"
              + OURS
              + "ORDER BY 2",
          "SELECT 'index', pg_get_indexdef(c.oid), obj_description(c.oid, 'pg_class') FROM pg_class c"
              + " JOIN pg_index i ON i.indexrelid = c.oid WHERE"
              + OURS
              + "ORDER BY 2",
          "SELECT 'policy', c.relname || '.' || p.polname, p.polcmd,"
              + " ARRAY(SELECT rolname FROM pg_roles WHERE oid = ANY (p.polroles)),"
              + " pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)"
              + " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ORDER BY 2",
          "SELECT 'grant', table_name, grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type)"
              + " FROM information_schema.role_table_grants WHERE grantee LIKE 'app\\_%' GROUP BY 2, 3 ORDER BY 2, 3",
          "SELECT 'column grant', table_name || '.' || column_name, grantee, privilege_type"
              + " FROM information_schema.column_privileges WHERE grantee = 'app_api' AND privilege_type = 'UPDATE'"
              + " ORDER BY 2",
          "SELECT 'function', p.oid::regprocedure, p.prosecdef, p.proconfig, p.proacl, pg_get_functiondef(p.oid),"
              + " obj_description(p.oid, 'pg_proc') FROM pg_proc p"
              + " WHERE p.pronamespace = 'public'::regnamespace ORDER BY p.proname");

  @Test
  void migrations_makeTheGoldenSchema() throws IOException {
    List<String> lines = new ArrayList<>();
    SECTIONS.forEach(sql -> lines.addAll(TestPostgres.shared().rows(sql)));
    String schema = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, schema);
    }
    assertEquals(Files.readString(GOLDEN), schema);
  }
}
