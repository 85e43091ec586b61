package com.campaignsync.local.functions;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import com.google.cloud.functions.HttpFunction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One function served over HTTP on the loopback address, as Cloud Run serves it: a single instance,
 * concurrent calls, bodies of at most {@link FunctionLimits#bodyBytesMax()}, 500 for an exception
 * and 429 when more calls wait than the queue holds.
 */
public final class FunctionHost implements AutoCloseable {
  /** Calls in progress get this long to end once the host closes; then they are interrupted. */
  private static final Duration GRACE = Duration.ofMillis(1500);

  /** Enough for one acceptor, one selector and a few reads in flight: calls run elsewhere. */
  private static final int IO_THREADS_MAX = 8;

  private final Server server;
  private final ServerConnector connector;
  private final ThreadPoolExecutor workers;

  private FunctionHost(Server server, ServerConnector connector, ThreadPoolExecutor workers) {
    this.server = server;
    this.connector = connector;
    this.workers = workers;
  }

  /**
   * As {@link #start(String, int, HttpFunction, FunctionLimits)} with {@link
   * FunctionLimits#DEFAULT}.
   */
  public static FunctionHost start(String name, int port, HttpFunction function) {
    return start(name, port, function, FunctionLimits.DEFAULT);
  }

  /**
   * Serves the function until {@link #close()}.
   *
   * @param name the function's name, for messages and thread names
   * @param port the port on 127.0.0.1; 0 lets the system choose, see {@link #port()}
   * @throws PortInUseException if another program listens there
   */
  public static FunctionHost start(
      String name, int port, HttpFunction function, FunctionLimits limits) {
    ThreadPoolExecutor workers = workers(name, limits);
    Server server = new Server(ioThreads(name));
    ServerConnector connector = new ServerConnector(server, 1, 1, http());
    connector.setHost(LocalPort.HOST);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new FunctionHandler(name, function, limits, workers));
    FunctionHost host = new FunctionHost(server, connector, workers);
    host.open(name, port);
    return host;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Where the function answers: {@code http://127.0.0.1:port/}. */
  public URI uri() {
    return URI.create("http://" + LocalPort.HOST + ":" + port() + "/");
  }

  /** Calls running or waiting now. */
  public int callsUnderWay() {
    return workers.getActiveCount() + workers.getQueue().size();
  }

  /** Stops listening, lets calls in progress end for up to 1.5 s, interrupts the rest. */
  @Override
  public void close() {
    connector.close();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
      server.stop();
    } catch (InterruptedException interrupted) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    } catch (Exception notStopped) {
      throw new IllegalStateException("the HTTP server did not stop cleanly", notStopped);
    }
  }

  private void open(String name, int port) {
    try {
      connector.open();
    } catch (IOException taken) {
      workers.shutdownNow();
      throw new PortInUseException(port, name, taken);
    }
    try {
      server.start();
    } catch (Exception failed) {
      close();
      throw new IllegalStateException("function " + name + " could not be served", failed);
    }
  }

  private static HttpConnectionFactory http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    return new HttpConnectionFactory(http);
  }

  private static QueuedThreadPool ioThreads(String name) {
    QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS_MAX, 2);
    threads.setName("io-" + name);
    threads.setDaemon(true);
    threads.setStopTimeout(0);
    return threads;
  }

  private static ThreadPoolExecutor workers(String name, FunctionLimits limits) {
    AtomicInteger count = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            limits.concurrentCallsMax(),
            limits.concurrentCallsMax(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waitingCallsMax()),
            factory);
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
