package com.campaignsync.local.bigquery;

import com.campaignsync.local.bigquery.rest.Api;
import com.campaignsync.local.bigquery.rest.RestHandler;
import com.campaignsync.local.bigquery.storage.StorageException;
import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Jetty server on 127.0.0.1. */
final class HttpEndpoint implements AutoCloseable {

  /** Requests worked on at once; a waiting query holds one of them for its wait. */
  private static final int THREADS_MAX = 200;

  /** A connection that says nothing for so long is closed. */
  private static final long IDLE_MS = 60_000;

  private final Server server;
  private final ServerConnector connector;

  private HttpEndpoint(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static HttpEndpoint start(int port, Api api) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("local-bigquery-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MS);
    server.addConnector(connector);
    server.setHandler(limited(new RestHandler(api, threads)));
    try {
      server.start();
      return new HttpEndpoint(server, connector);
    } catch (IOException e) {
      stop(server);
      throw new StorageException(
          "Port " + port + " on 127.0.0.1 is in use: choose another for the local BigQuery.", e);
    } catch (Exception e) {
      stop(server);
      throw new StorageException("Cannot start the local BigQuery: " + e.getMessage(), e);
    }
  }

  private static Handler limited(Handler handler) {
    SizeLimitHandler limit = new SizeLimitHandler(RestHandler.BODY_BYTES_MAX, -1);
    limit.setHandler(handler);
    return limit;
  }

  int port() {
    return connector.getLocalPort();
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new StorageException("Cannot stop the local BigQuery", e);
    }
  }

  @Override
  public void close() {
    stop(server);
  }
}
