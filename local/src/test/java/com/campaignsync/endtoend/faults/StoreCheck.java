package com.campaignsync.endtoend.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.endtoend.Sql;
import com.campaignsync.endtoend.StoreProof;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** That the store holds the source exactly, each row once, with all that is derived from rows. */
final class StoreCheck {

  private static final String KEY =
      "c.tenant_id || ' ' || c.platform || ' ' || s.campaign_id || ' ' || m.metric_date";

  private static final String OF_ROWS =
      " m JOIN campaign_spaces s ON s.id = m.campaign_space_id"
          + " JOIN connections c ON c.id = m.connection_id ";

  private final Sql sql;
  private final RestatedSource source;

  StoreCheck(Sql sql, RestatedSource source) {
    this.sql = sql;
    this.source = source;
  }

  void assertHolds() throws SQLException {
    assertRows();
    assertChangesAreTold();
    assertCounters();
    StoreProof.assertRollups(sql);
    StoreProof.assertCampaignTotals(sql);
    assertWatermarks();
    assertNoPassingFaultFailedAJobForGood();
  }

  private void assertRows() throws SQLException {
    Map<String, String> stored = new TreeMap<>();
    for (List<String> row :
        sql.rows(
            "SELECT %s, m.clicks || ' ' || m.impressions || ' ' || m.spend || ' ' || m.conversions"
                    .formatted(KEY)
                + " FROM campaign_metrics"
                + OF_ROWS)) {
      String twice = stored.put(row.get(0), row.get(1));
      assertEquals(null, twice, "stored twice: " + row.get(0));
    }
    assertSame(source.rows(), stored, "rows");
  }

  /** Each restatement is in the change log once: what was, what is, and no step left out. */
  private void assertChangesAreTold() throws SQLException {
    Map<String, List<Integer>> told = new TreeMap<>();
    for (List<String> row :
        sql.rows(
            "SELECT %s, m.old_values ->> 'clicks', m.new_values ->> 'clicks'".formatted(KEY)
                + " FROM metric_changes"
                + OF_ROWS
                + "ORDER BY m.id")) {
      int before = Integer.parseInt(row.get(1));
      List<Integer> versions =
          told.computeIfAbsent(row.get(0), first -> new ArrayList<>(List.of(before)));
      assertEquals(before, versions.get(versions.size() - 1), "a change of " + row.get(0));
      versions.add(Integer.parseInt(row.get(2)));
    }
    assertSame(source.history(), told, "changes");
  }

  private static <T> void assertSame(Map<String, T> wanted, Map<String, T> found, String what) {
    if (!wanted.equals(found)) {
      List<String> differing = new ArrayList<>();
      TreeMap<String, T> all = new TreeMap<>(wanted);
      all.putAll(found);
      for (String key : all.keySet()) {
        if (!java.util.Objects.equals(wanted.get(key), found.get(key))) {
          differing.add(key + ": want " + wanted.get(key) + ", found " + found.get(key));
        }
      }
      throw new AssertionError(
          "%d %s differ, the first: %s"
              .formatted(
                  differing.size(), what, differing.subList(0, Math.min(5, differing.size()))));
    }
  }

  /** What the jobs say they did is what was done. */
  private void assertCounters() throws SQLException {
    List<String> counted =
        sql.rows(
                "SELECT sum(records_inserted), sum(records_updated), sum(records_deleted),"
                    + " sum(records_failed) FROM sync_jobs")
            .get(0);
    long restated = source.history().values().stream().mapToLong(told -> told.size() - 1L).sum();
    assertEquals(
        List.of(String.valueOf(source.rows().size()), String.valueOf(restated), "0", "0"),
        counted,
        "inserted, updated, deleted, failed by the jobs' own count");
  }

  private void assertWatermarks() throws SQLException {
    long wrong =
        sql.number(
            "SELECT count(*) FROM (SELECT connection_id, day FROM source_partitions"
                + " WHERE row_count > 0 GROUP BY 1, 2 HAVING sum(row_count) <> "
                + source.rowsPerAccountAndDay()
                + ") AS wrong");
    assertEquals(0, wrong, "days whose watermark has another number of rows");
    assertEquals(
        source.rows().size(),
        sql.number("SELECT sum(row_count) FROM source_partitions"),
        "rows by the watermarks");
  }

  /** Whatever passes may use up a job's retries; it is never taken for something permanent. */
  private void assertNoPassingFaultFailedAJobForGood() throws SQLException {
    assertEquals(
        List.of(),
        sql.rows(
            "SELECT id, error_code, error_message FROM sync_jobs WHERE status = 'partial'"
                + " OR status = 'failed' AND error_code NOT IN ('STORE_UNREACHABLE', 'STORE_BUSY',"
                + " 'STORE_TOO_SLOW', 'SOURCE_UNAVAILABLE', 'SOURCE_QUOTA_EXCEEDED', 'SOURCE_RATE_LIMITED')"),
        "jobs that failed for good by a fault that passed");
  }
}
