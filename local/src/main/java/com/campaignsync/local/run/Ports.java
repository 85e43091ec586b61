package com.campaignsync.local.run;

import com.campaignsync.local.net.LocalPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where everything listens, on 127.0.0.1.
 *
 * @param offset added to every port, so that two can run on one machine
 */
record Ports(int offset) {

  /** Keeps every port below 65,536. */
  static final int OFFSET_MAX = 10_000;

  int metricsApi() {
    return 8080 + offset;
  }

  int syncCampaignMetrics() {
    return 8081 + offset;
  }

  int fullResync() {
    return 8082 + offset;
  }

  int bigQuery() {
    return 9050 + offset;
  }

  /** BigQuery's Storage Read API, gRPC. */
  int storageRead() {
    return 9060 + offset;
  }

  int googleCloud() {
    return 8685 + offset;
  }

  int postgres() {
    return 54329 + offset;
  }

  /**
   * Complains of the first port that another program holds, before anything is started. Postgres's
   * own may be held by the server that a killed run-local left: starting it finds that out.
   *
   * @param state the state directory
   * @throws com.campaignsync.local.net.PortInUseException if one is busy
   */
  void requireFree(Path state) {
    Map<Integer, String> uses = new LinkedHashMap<>();
    uses.put(metricsApi(), "metrics-api");
    uses.put(syncCampaignMetrics(), "sync-campaign-metrics");
    uses.put(fullResync(), "full-resync");
    uses.put(bigQuery(), "BigQuery");
    uses.put(storageRead(), "BigQuery Storage Read");
    uses.put(googleCloud(), "Pub/Sub");
    if (!Files.exists(state.resolve("postgres").resolve("postmaster.pid"))) {
      uses.put(postgres(), "Postgres");
    }
    uses.forEach(LocalPort::requireFree);
  }
}
