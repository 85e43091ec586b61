package com.campaignsync.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Starts a killed server again under a run-local that still runs, as a service manager would. */
public final class RestartedPostgres {

  private RestartedPostgres() {}

  /**
   * Starts the server on its old data and port.
   *
   * @param state the state directory of the run-local
   */
  public static void start(Path state, int port) throws IOException {
    Path home = state.toRealPath();
    PostgresCommands commands =
        new PostgresCommands(
            PostgresBinaries.unpack(home.resolve("postgres-binaries")),
            ServerIdentity.detect(home));
    new PostgresServer(home.resolve("postgres"), commands).start(port, Duration.ofSeconds(60));
  }
}
