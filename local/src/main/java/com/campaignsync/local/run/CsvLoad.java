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
  private record File(Entity entity, MetricsCsv csv, MetricsCsv.Summary summary) {
    /** Of a file without rows, too: an export that came out empty is no success. */
    boolean isUnusable() {
      return summary.unassigned().count() == summary.rows();
    }

    String whyUnusable() {
      return summary.rows() == 0
          ? "%s: it has no rows, only a header, so nothing of it was synced"
              .formatted(summary.path())
          : "%s: none of its %d rows belongs to a connection, so nothing of it was synced"
              .formatted(summary.path(), summary.rows());
    }
  }

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

  /** Says which files no connection has a row of; answers whether there is none. */
  boolean tellUnusable(Progress progress) {
    List<File> unusable = files.stream().filter(File::isUnusable).toList();
    unusable.forEach(file -> progress.say(file.whyUnusable()));
    return unusable.isEmpty();
  }

  void load(LocalBigQuery bigQuery, LoadedFiles before, Progress progress) {
    for (File file : files) {
      MetricsCsv.Summary summary = file.summary();
      boolean changed = before.hadOtherContent(file.entity(), summary.path(), summary.contentKey());
      boolean loaded = load(bigQuery, file);
      if (loaded && changed) {
        progress.say(
            ("WARNING: %s was loaded before with other content; its rows are added to those loaded"
                    + " before, so what is in both counts twice; use --fresh to replace")
                .formatted(summary.path()));
      }
      before.note(file.entity(), summary.path(), summary.contentKey());
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
