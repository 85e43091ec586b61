package com.campaignsync.benchmarks.store;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts a Postgres of its own and lets the contenders take turns. */
public final class StoreBenchmark {

  private static final long ROWS = 1_000_000;
  private static final int ROUNDS = 3;
  private static final long WARM_UP_ROWS = 100_000;
  private static final long RECORDS_PER_COMMIT = 100_000;

  private StoreBenchmark() {}

  /**
   * @param arguments rows (default 1,000,000), rounds (3) and records per commit (100,000, as a
   *     sync has it), all optional
   */
  public static void main(String[] arguments) throws Exception {
    long rows = argument(arguments, 0, ROWS);
    int rounds = (int) argument(arguments, 1, ROUNDS);
    long recordsPerCommit = argument(arguments, 2, RECORDS_PER_COMMIT);
    Path directory = Files.createTempDirectory("campaign-sync-benchmark");
    try (LocalPostgres postgres =
        LocalPostgres.start(LocalPostgresOptions.in(directory, LocalPort.anyFree(), true))) {
      Store store = new Store(postgres);
      ProductStore product = new ProductStore(store, recordsPerCommit);
      CopyAndMerge floor = new CopyAndMerge(store, directory);
      BatchUpsert upsert = new BatchUpsert(store);
      new Rounds(store, product, List.of(floor, upsert)).warmUp(Shape.daily(WARM_UP_ROWS));
      for (Shape shape : List.of(Shape.hourly(rows), Shape.daily(rows))) {
        new Rounds(store, product, List.of(floor, upsert)).run(shape, rounds);
      }
    }
    System.exit(0);
  }

  private static long argument(String[] arguments, int index, long otherwise) {
    return arguments.length > index ? Long.parseLong(arguments[index]) : otherwise;
  }
}
