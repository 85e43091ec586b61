package com.campaignsync.benchmarks.read;

import java.util.List;

/** The client's process. */
public final class ClientMain {

  private ClientMain() {}

  /**
   * Reads in rounds and prints the table.
   *
   * @param arguments REST address, gRPC endpoint, project, job, table, rows, rounds
   */
  public static void main(String[] arguments) throws Exception {
    String host = arguments[0];
    String project = arguments[2];
    String table = arguments[4];
    long rows = Long.parseLong(arguments[5]);
    StorageClient storage = new StorageClient(arguments[1], project, table);
    List<Reader> readers =
        List.of(
            new JsonReader(host, project, arguments[3]),
            new ArrowReader(storage),
            new JsonFloor(host, table, rows),
            new ArrowFloor(storage));
    CostTable.print(System.out, new Rounds(readers).run(Integer.parseInt(arguments[6])));
    // The Google clients' threads would keep the process alive.
    System.exit(0);
  }
}
