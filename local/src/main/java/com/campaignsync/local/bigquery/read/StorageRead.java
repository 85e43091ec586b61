package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.Database;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;

/**
 * The Storage Read API on a port of 127.0.0.1, plain text, no authentication. Give Google's client
 * {@link #endpoint()} and {@code ManagedChannelBuilder::usePlaintext}.
 */
public final class StorageRead implements AutoCloseable {

  /** Calls worked on at once: one reads at most {@value ArrowRows#ROWS_MAX} rows, then yields. */
  private static final int THREADS = 8;

  private static final int KEEP_ALIVE_SECONDS_MIN = 1;

  /** Arrow memory of all reads together; a read of usual rows takes about 1 MB. */
  private static final long MEMORY_BYTES_MAX = 256L << 20;

  private final RootAllocator memory;
  private final ExecutorService threads;
  private final Server server;

  private StorageRead(RootAllocator memory, ExecutorService threads, Server server) {
    this.memory = memory;
    this.threads = threads;
    this.server = server;
  }

  /**
   * Starts the server; it answers when this returns.
   *
   * @param port 0 lets the system choose, see {@link #port()}
   * @param location what the sessions' names say, for example US
   * @param beforeEach housekeeping that is due before a session is made
   * @throws PortInUseException if another program listens there
   */
  public static StorageRead start(
      int port,
      Database database,
      Catalog catalog,
      Results results,
      InstantSource clock,
      String location,
      Runnable beforeEach) {
    RootAllocator memory = new RootAllocator(MEMORY_BYTES_MAX);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, StorageRead::daemon);
    RestrictedRows restricted = new RestrictedRows(catalog, results, clock);
    ReadService service =
        new ReadService(
            new SessionMaker(restricted, results, clock, location),
            beforeEach,
            new Sessions(clock),
            new ArrowRows(database, memory),
            results);
    Server server =
        NettyServerBuilder.forAddress(LocalPort.address(port))
            .executor(threads)
            // Our clients look after a frozen line every few seconds; Google's servers allow it.
            .permitKeepAliveTime(KEEP_ALIVE_SECONDS_MIN, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(service)
            .build();
    StorageRead started = new StorageRead(memory, threads, server);
    try {
      server.start();
    } catch (IOException taken) {
      started.close();
      throw new PortInUseException(port, "BigQuery Storage Read", taken);
    }
    return started;
  }

  public int port() {
    return server.getPort();
  }

  /** What a client's {@code setEndpoint} wants. */
  public String endpoint() {
    return LocalPort.HOST + ":" + port();
  }

  /** Stops listening; running reads end, and only then their memory is given back. */
  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdown();
    try {
      if (server.awaitTermination(5, TimeUnit.SECONDS)
          && threads.awaitTermination(5, TimeUnit.SECONDS)) {
        memory.close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "storage-read-grpc");
    thread.setDaemon(true);
    return thread;
  }
}
