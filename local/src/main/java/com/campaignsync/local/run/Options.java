package com.campaignsync.local.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the user may ask of run-local. Each option is also read from its variable. */
@Command(
    name = "run-local",
    mixinStandardHelpOptions = true,
    version = "Campaign Sync 0.1.0",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Starts Campaign Sync on this machine: embedded Postgres, local stand-ins of BigQuery and",
      "Pub/Sub, and all functions, on 127.0.0.1. State is kept in .local/ until --fresh."
    },
    footer = {
      "",
      "Each option may also come as a variable: CAMPAIGN_SYNC_LOCAL_FRESH, _CSV (paths joined by the",
      "path separator), _ASSET_CSV (likewise), _NO_SAMPLE, _PORT_OFFSET, _ONCE, _JSON.",
      "",
      "Ports: metrics-api 8080, sync-campaign-metrics 8081, full-resync 8082, BigQuery 9050 (REST)",
      "and 9060 (Storage Read), Pub/Sub 8685, Postgres 54329.",
      "",
      "Exit codes: 0 all ended well, 1 a sync did not end well or something broke, 2 bad input."
    })
final class Options {

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = {
        "Load a CSV of campaign metrics into BigQuery's campaign_metrics, in place of the sample.",
        "Repeatable; the same content is loaded once. UTF-8, with a header; needs tenant_id,",
        "campaign_id, platform, metric_date, impressions, clicks, spend, conversions, revenue;",
        "other columns of the table are taken too, unknown ones left out. Empty cells are NULL."
      })
  List<Path> csv = new ArrayList<>();

  @Option(
      names = "--asset-csv",
      paramLabel = "FILE",
      description = {
        "Load a CSV of asset metrics into BigQuery's asset_metrics, likewise; needs asset_id too."
      })
  List<Path> assetCsv = new ArrayList<>();

  @Option(
      names = "--no-sample",
      description = "Do not make the sample (3 tenants, 6 platforms, 120 days).")
  boolean noSample;

  @Option(
      names = "--once",
      description = "Sync every connection over all its dates, print the job table and stop.")
  boolean once;

  @Option(
      names = "--json",
      description = "With --once: print one JSON object instead of the table.")
  boolean json;

  @Option(names = "--fresh", description = "Drop the state of earlier starts first.")
  boolean fresh;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Add N (0 to 10000) to every port.")
  int portOffset;

  /** Whether the sample is wanted. */
  boolean sample() {
    return !noSample && csv.isEmpty() && assetCsv.isEmpty();
  }

  /**
   * @throws BadInput if options contradict each other or are out of range
   */
  void check() {
    if (json && !once) {
      throw new BadInput("--json goes with --once");
    }
    if (portOffset < 0 || portOffset > Ports.OFFSET_MAX) {
      throw new BadInput(
          "--port-offset is %d, want 0 to %d".formatted(portOffset, Ports.OFFSET_MAX));
    }
  }
}
