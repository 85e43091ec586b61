package com.campaignsync.adapters.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables that hold tenants' rows, as the catalog knows them, and a row in each. */
final class TenantTables {

  /** What a CHECK wants of a column; all others take any value of their type. */
  private static final Map<String, String> SPECIAL =
      Map.of(
          "job_type", "'backfill'",
          "triggered_by", "'api'",
          "operation", "'delete'",
          "grain", "'daily'");

  private final TestPostgres postgres;

  TenantTables(TestPostgres postgres) {
    this.postgres = postgres;
  }

  /** Each table with the column that says whose a row is. */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String row :
        postgres.rows(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                + " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
                + " AND NOT c.relispartition AND NOT a.attisdropped"
                + " AND (a.attname = 'tenant_id' OR (c.relname = 'tenants' AND a.attname = 'id'))"
                + " ORDER BY 1")) {
      String[] columns = row.split("\\|", -1);
      keys.put(columns[0], columns[1]);
    }
    return keys;
  }

  /** Tables that hold rows of no one tenant. */
  List<String> others() {
    return postgres
        .rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                + " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1")
        .stream()
        .filter(table -> !keys().containsKey(table))
        .toList();
  }

  /** Puts a row of the tenant into the table, past its references. */
  void addRow(String table, String tenant) {
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (String row : columns(table)) {
      String[] column = row.split("\\|", -1);
      names.append(names.isEmpty() ? "" : ", ").append(column[0]);
      values.append(values.isEmpty() ? "" : ", ").append(value(table, column, tenant));
    }
    postgres.execute("SELECT ensure_month('2026-03-28')");
    String insert = "INSERT INTO %s (%s) VALUES (%s)".formatted(table, names, values);
    // The replica's role leaves foreign keys alone: what matters here is whose the row is.
    postgres.execute(
        "DO $$ BEGIN SET LOCAL session_replication_role = 'replica'; " + insert + "; END $$");
  }

  private List<String> columns(String table) {
    return postgres.rows(
        "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a"
            + " WHERE a.attrelid = CAST(? AS regclass) AND a.attnum > 0 AND NOT a.attisdropped"
            + " AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' ORDER BY a.attnum",
        table);
  }

  private String value(String table, String[] column, String tenant) {
    if (column[0].equals(keys().get(table))) {
      return "'" + tenant + "'";
    }
    if (SPECIAL.containsKey(column[0])) {
      return SPECIAL.get(column[0]);
    }
    return switch (column[1]) {
      case "text" -> "'x-' || gen_random_uuid()";
      case "uuid" -> "gen_random_uuid()";
      case "date" -> "DATE '2026-03-28'";
      case "timestamp with time zone" -> "now()";
      case "jsonb" -> "'{}'";
      case "boolean" -> "false";
      case "bytea" -> "''";
      case "interval" -> "interval '1 s'";
      case "bigint", "integer", "smallint", "numeric" -> "1";
      default ->
          throw new AssertionError(
              "say here how to fill %s.%s of type %s".formatted(table, column[0], column[1]));
    };
  }
}
