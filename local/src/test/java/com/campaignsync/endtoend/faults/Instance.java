package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.InvokedFunction;
import com.campaignsync.local.net.LocalPort;
import java.util.Map;

/** One instance of the sync function, a process of its own that can be killed and comes back. */
final class Instance implements AutoCloseable {

  private static final String FUNCTION =
      "com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction";

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

  /** What it wrote last. */
  String lastWords() throws Exception {
    String all = process.output();
    return all.substring(Math.max(0, all.length() - 6_000));
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      process.signal("CONT");
    }
    process.close();
  }
}
