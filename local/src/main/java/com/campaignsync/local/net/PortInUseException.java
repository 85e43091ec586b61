package com.campaignsync.local.net;

/** Another program listens on a port run-local needs. The message is one line and says the cure. */
public final class PortInUseException extends IllegalStateException {
  private final int port;

  public PortInUseException(int port, String what, Throwable cause) {
    super(
        "port %d (%s) is already in use: stop the program that holds it or start with --port-offset"
            .formatted(port, what),
        cause);
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
