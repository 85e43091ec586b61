package com.campaignsync.local.postgres;

import java.nio.file.Path;

/**
 * Where the local server lives.
 *
 * @param dataDirectory the cluster's directory, kept between starts; its log and lock file stand
 *     beside it
 * @param binariesDirectory where the server's programs are unpacked once, about 60 MB
 * @param port the port on 127.0.0.1
 * @param fresh whether to delete all data first
 */
public record LocalPostgresOptions(
    Path dataDirectory, Path binariesDirectory, int port, boolean fresh) {

  /** Unlikely to meet another PostgreSQL, and outside the range systems hand out by themselves. */
  public static final int PORT_DEFAULT = 54329;

  /** The usual places below run-local's state directory, {@code .local}. */
  public static LocalPostgresOptions in(Path stateDirectory, int port, boolean fresh) {
    return new LocalPostgresOptions(
        stateDirectory.resolve("postgres"),
        stateDirectory.resolve("postgres-binaries"),
        port,
        fresh);
  }
}
