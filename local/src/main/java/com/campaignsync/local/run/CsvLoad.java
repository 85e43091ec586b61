package com.campaignsync.local.run;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.csv.CampaignCsv;
import com.campaignsync.local.csv.CsvColumn;
import com.campaignsync.local.csv.CsvFile;
import com.campaignsync.local.csv.PlausibleDays;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The CSV files of one start: all are checked before anything is started, then loaded. */
final class CsvLoad {

  private final List<CampaignCsv> files;
  private final List<CampaignCsv.Summary> summaries;

  private CsvLoad(List<CampaignCsv> files, List<CampaignCsv.Summary> summaries) {
    this.files = files;
    this.summaries = summaries;
  }

  /**
   * @throws com.campaignsync.local.csv.CsvProblem if one cannot be loaded; then none is
   */
  static CsvLoad check(List<Path> paths, Path home, PlausibleDays days) {
    if (paths.isEmpty()) {
      return new CsvLoad(List.of(), List.of());
    }
    List<CsvColumn> columns = BigQueryServer.columns(home);
    List<CampaignCsv> files = new ArrayList<>();
    List<CampaignCsv.Summary> summaries = new ArrayList<>();
    for (Path path : paths) {
      CampaignCsv file = new CampaignCsv(path, columns);
      files.add(file);
      summaries.add(file.check(days));
    }
    return new CsvLoad(files, summaries);
  }

  /** Rows, over all files, that no sync will ever find. */
  long unassignedRows() {
    return summaries.stream().mapToLong(summary -> summary.unassigned().count()).sum();
  }

  void describeUnassigned(Progress progress) {
    for (CampaignCsv.Summary summary : summaries) {
      if (summary.unassigned().count() > 0) {
        progress.say(
            "%s: %d rows belong to no connection: %s"
                .formatted(
                    summary.path(), summary.unassigned().count(), summary.unassigned().describe()));
      }
    }
  }

  void load(LocalBigQuery bigQuery, Progress progress) {
    for (int i = 0; i < files.size(); i++) {
      CampaignCsv.Summary summary = summaries.get(i);
      boolean loaded = load(bigQuery, files.get(i), summary.contentKey());
      progress.say(
          "%s: %d rows %s"
              .formatted(
                  summary.path(),
                  summary.rows(),
                  loaded ? "loaded into BigQuery" : "are in BigQuery already"));
    }
  }

  private static boolean load(LocalBigQuery bigQuery, CampaignCsv file, String contentKey) {
    try (Stream<CsvFile.Row> rows = file.file().rows()) {
      return bigQuery.loadOnce(
          contentKey, BigQueryServer.CAMPAIGN_METRICS, rows.map(CsvFile.Row::values));
    } catch (SQLException e) {
      throw new IllegalStateException("a CSV file could not be loaded into the local BigQuery", e);
    }
  }
}
