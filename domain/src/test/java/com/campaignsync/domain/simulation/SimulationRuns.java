package com.campaignsync.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs seeds of {@link SyncSimulation} against one kind of store. */
public final class SimulationRuns {

  /** As many as the smallest machine that builds this has. */
  private static final int THREADS = 2;

  private final Supplier<SimulatedStore> stores;

  /**
   * @param stores makes an empty store; asked once for each seed, by the thread that runs it
   */
  public SimulationRuns(Supplier<SimulatedStore> stores) {
    this.stores = stores;
  }

  /** Seeds 1 to {@code count}; the first that fails ends it. */
  public Tally seeds(int count) throws InterruptedException {
    Tally all = new Tally();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Tally>> runs = new ArrayList<>();
      for (long seed = 1; seed <= count; seed++) {
        long number = seed;
        runs.add(threads.submit(() -> new SyncSimulation(number, stores.get(), line -> {}).run()));
      }
      for (Future<Tally> run : runs) {
        all.add(tallyOf(run));
      }
    } finally {
      threads.shutdownNow();
    }
    return all;
  }

  private static Tally tallyOf(Future<Tally> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** One seed, printing every call. */
  public Tally aloud(long seed) {
    return new SyncSimulation(seed, stores.get(), line -> System.out.println(line.get())).run();
  }

  /** Everything that happens under one seed. */
  public List<String> storyOf(long seed) {
    List<String> story = new ArrayList<>();
    new SyncSimulation(seed, stores.get(), line -> story.add(line.get())).run();
    return story;
  }
}
