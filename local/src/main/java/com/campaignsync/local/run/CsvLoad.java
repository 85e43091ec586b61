package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.csv.CsvFile;
import com.campaignsync.local.csv.MetricsCsv;
import com.campaignsync.local.csv.PlausibleDays;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The CSV files of one start: all are checked before anything is started, then loaded. */
final class CsvLoad {

  private final List<File> files;

  private CsvLoad(List<File> files) {
    this.files = files;
  }

  /** One file, checked. */
  private record File(Entity entity, MetricsCsv csv, MetricsCsv.Summary summary) {}

  /**
   * @throws com.campaignsync.local.csv.CsvProblem if one cannot be loaded; then none is
   */
  static CsvLoad check(List<Path> campaigns, List<Path> assets, Path home, PlausibleDays days) {
    List<File> files = new ArrayList<>();
    check(campaigns, Entity.CAMPAIGN_METRICS, home, days, files);
    check(assets, Entity.ASSET_METRICS, home, days, files);
    return new CsvLoad(files);
  }

  private static void check(
      List<Path> paths, Entity entity, Path home, PlausibleDays days, List<File> checked) {
    for (Path path : paths) {
      MetricsCsv csv = new MetricsCsv(path, entity, BigQueryServer.columns(home, entity));
      checked.add(new File(entity, csv, csv.check(days)));
    }
  }

  /** Rows, over all files, that no sync will ever find. */
  long unassignedRows() {
    return files.stream().mapToLong(file -> file.summary().unassigned().count()).sum();
  }

  void describeUnassigned(Progress progress) {
    for (File file : files) {
      MetricsCsv.Summary summary = file.summary();
      if (summary.unassigned().count() > 0) {
        progress.say(
            "%s: %d rows belong to no connection: %s"
                .formatted(
                    summary.path(), summary.unassigned().count(), summary.unassigned().describe()));
      }
    }
  }

  void load(LocalBigQuery bigQuery, Progress progress) {
    for (File file : files) {
      boolean loaded = load(bigQuery, file);
      progress.say(
          "%s: %d rows %s"
              .formatted(
                  file.summary().path(),
                  file.summary().rows(),
                  loaded ? "loaded into BigQuery" : "are in BigQuery already"));
    }
  }

  private static boolean load(LocalBigQuery bigQuery, File file) {
    try (Stream<CsvFile.Row> rows = file.csv().file().rows()) {
      return bigQuery.loadOnce(
          file.summary().contentKey(),
          BigQueryServer.table(file.entity()),
          rows.map(CsvFile.Row::values));
    } catch (SQLException e) {
      throw new IllegalStateException("a CSV file could not be loaded into the local BigQuery", e);
    }
  }
}
