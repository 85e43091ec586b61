package com.campaignsync.local.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of this machine's loopback address. Nothing of run-local is reachable from elsewhere. */
public final class LocalPort {
  /** The only address run-local binds: its data and tokens are for this machine alone. */
  public static final String HOST = "127.0.0.1";

  private LocalPort() {}

  /** The loopback address with this port; 0 lets the system choose. */
  public static InetSocketAddress address(int port) {
    return new InetSocketAddress(HOST, port);
  }

  /**
   * Checks that nothing listens on the port now.
   *
   * @param port the port, above 0
   * @param what what wants it, for the message: "Postgres"
   * @throws PortInUseException if another program holds it
   */
  public static void requireFree(int port, String what) {
    try (ServerSocket probe = new ServerSocket()) {
      // Without it a port whose connections linger in TIME_WAIT would count as taken.
      probe.setReuseAddress(true);
      probe.bind(address(port), 1);
    } catch (IOException taken) {
      throw new PortInUseException(port, what, taken);
    }
  }

  /** Whether nothing listens on the port now. */
  public static boolean isFree(int port) {
    try {
      requireFree(port, "probe");
      return true;
    } catch (PortInUseException taken) {
      return false;
    }
  }

  /**
   * A port the system says is free. Another program may take it before it is used, so only callers
   * that can try again should ask.
   */
  public static int anyFree() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return probe.getLocalPort();
    }
  }
}
