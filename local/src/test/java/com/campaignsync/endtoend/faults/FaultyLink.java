package com.campaignsync.endtoend.faults;

import com.campaignsync.local.net.LocalPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.core.throttle.Throttler;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** A TCP line to a server of this machine that can be frozen, cut and slowed down. */
final class FaultyLink implements AutoCloseable {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int port;
  private final TcpCrusher line;
  private volatile long bytesPerSecond = Long.MAX_VALUE;

  FaultyLink(NioReactor reactor, int serverPort) throws IOException {
    this.port = LocalPort.anyFree();
    this.line =
        TcpCrusherBuilder.builder()
            .withReactor(reactor)
            .withBindAddress("127.0.0.1", port)
            .withConnectAddress("127.0.0.1", serverPort)
            // Cut means reset: the ends get no orderly goodbye.
            .withLingerMs(0)
            .withTcpNoDelay(true)
            .withIncomingThrottlerFactory(client -> throttler())
            .withOutgoingThrottlerFactory(client -> throttler())
            .buildAndOpen();
  }

  private Throttler throttler() {
    return (ByteBuffer sent) -> {
      long rate = bytesPerSecond;
      return rate == Long.MAX_VALUE
          ? Throttler.NO_DELAY_NS
          : sent.remaining() * NANOS_PER_SECOND / rate;
    };
  }

  int port() {
    return port;
  }

  String hostPort() {
    return "127.0.0.1:" + port;
  }

  /** Nothing passes, and nobody is told. */
  void freeze() {
    if (!line.isFrozen()) {
      line.freeze();
    }
  }

  void thaw() {
    if (line.isFrozen()) {
      line.unfreeze();
    }
  }

  /** Resets every connection; new ones are taken at once. */
  void cut() {
    line.closeAllPairs();
  }

  void slowTo(long bytes) {
    bytesPerSecond = bytes;
  }

  /** As if nothing had been. */
  void heal() {
    thaw();
    slowTo(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    line.close();
  }
}
