package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.InvokedFunction;
import com.campaignsync.local.net.LocalPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One instance of the sync function, a process of its own that can be killed and comes back. */
final class Instance implements AutoCloseable {

  private static final String FUNCTION =
      "com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction";

  private static final int COMPLAINTS_MAX = 20;
  private static final int COMPLAINT_LENGTH_MAX = 1_500;

  private final int port;
  private final Map<String, String> environment;
  private InvokedFunction process;

  private Instance(Map<String, String> environment) throws Exception {
    this.port = LocalPort.anyFree();
    this.environment = environment;
    this.process = launch();
  }

  static Instance start(Map<String, String> environment) throws Exception {
    return new Instance(environment);
  }

  private InvokedFunction launch() throws Exception {
    return InvokedFunction.start(FUNCTION, port, "256m", environment);
  }

  int port() {
    return port;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Ends it by a signal; answers when it is gone. */
  void end(String signal) throws Exception {
    process.signal(signal);
    process.awaitEnd();
  }

  void startAgain() throws Exception {
    process.close();
    process = launch();
  }

  void stand() throws Exception {
    process.signal("STOP");
  }

  void goOn() throws Exception {
    process.signal("CONT");
  }

  /** Its last complaints, each cut to a readable length. */
  String complaints() throws Exception {
    List<String> all =
        process.output().lines().filter(line -> !line.contains("\"severity\":\"INFO\"")).toList();
    return all.subList(Math.max(0, all.size() - COMPLAINTS_MAX), all.size()).stream()
        .map(line -> line.substring(0, Math.min(line.length(), COMPLAINT_LENGTH_MAX)))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      process.signal("CONT");
    }
    process.close();
  }
}
