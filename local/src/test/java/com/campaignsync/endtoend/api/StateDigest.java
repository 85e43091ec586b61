package com.campaignsync.endtoend.api;

import com.campaignsync.endtoend.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A digest of every row of each tenant, to see whether a request changed any. */
final class StateDigest {

  /** What is kept about requests themselves, refused ones too. */
  private static final Set<String> OF_REQUESTS =
      Set.of("audit_log", "idempotency_keys", "rate_limits");

  private final Sql sql;
  private final String query;

  StateDigest(Sql sql) throws SQLException {
    this.sql = sql;
    List<List<String>> tables =
        sql.rows(
            "SELECT c.oid::regclass::text, CASE c.relname WHEN 'tenants' THEN 'id' ELSE 'tenant_id'"
                + " END FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname ="
                + " CASE c.relname WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END WHERE"
                + " c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT"
                + " c.relispartition");
    this.query =
        tables.stream()
            .filter(table -> !OF_REQUESTS.contains(table.get(0)))
            .map(
                table ->
                    "SELECT %2$s AS tenant, hashtextextended('%1$s', 0)::numeric + count(*) * 7 +"
                            .formatted(table.get(0), table.get(1))
                        + " sum(hashtextextended(t::text, 0)::numeric) AS digest FROM %1$s t GROUP BY %2$s"
                            .formatted(table.get(0), table.get(1)))
            .collect(
                Collectors.joining(
                    " UNION ALL ", "SELECT tenant, sum(digest) FROM (", ") AS x GROUP BY tenant"));
  }

  /** By tenant. */
  Map<String, String> now() throws SQLException {
    Map<String, String> digests = new TreeMap<>();
    for (List<String> row : sql.rows(query)) {
      digests.put(String.valueOf(row.get(0)), row.get(1));
    }
    return digests;
  }
}
