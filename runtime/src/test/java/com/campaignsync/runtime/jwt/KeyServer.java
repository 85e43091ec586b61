package com.campaignsync.runtime.jwt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's address for keys, on this machine. */
final class KeyServer implements AutoCloseable {

  final AtomicInteger reads = new AtomicInteger();
  volatile String body = "{\"keys\":[]}";
  volatile int status = 200;
  volatile boolean isSilent;
  volatile String location = "";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  KeyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/keys", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    reads.incrementAndGet();
    if (isSilent) {
      return; // never answered, never closed
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().set("Location", location);
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
