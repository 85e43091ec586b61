package com.campaignsync.domain.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Time that passes only when nothing is left to do, in the one thread that runs it: what happens at
 * which instant, and in which order, follows from what was scheduled alone.
 */
public final class VirtualTime implements Scheduler, InstantSource {

  private static final Comparator<Task> ORDER =
      Comparator.<Task>comparingLong(task -> task.at).thenComparingLong(task -> task.number);

  private final Instant start;
  private final Consumer<Instant> onAdvance;
  private final PriorityQueue<Task> queue = new PriorityQueue<>(ORDER);
  private long nanos;
  private long scheduled;

  /**
   * @param onAdvance told of every new instant before anything happens at it
   */
  public VirtualTime(Instant start, Consumer<Instant> onAdvance) {
    this.start = start;
    this.onAdvance = onAdvance;
  }

  private static final class Task implements Disposable {
    private final Runnable work;
    private final long at;
    private final long number;
    private volatile boolean disposed;

    Task(Runnable work, long at, long number) {
      this.work = work;
      this.at = at;
      this.number = number;
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }

  /** Does everything that is to happen until then. */
  public void runUntil(Instant end) {
    long last = Duration.between(start, end).toNanos();
    for (Task next = poll(last); next != null; next = poll(last)) {
      advanceTo(next.at);
      next.work.run();
    }
    advanceTo(last);
  }

  private synchronized @Nullable Task poll(long last) {
    while (!queue.isEmpty() && queue.peek().at <= last) {
      Task next = queue.poll();
      if (!next.disposed) {
        return next;
      }
    }
    return null;
  }

  private void advanceTo(long at) {
    if (at > nanos) {
      nanos = at;
      onAdvance.accept(instant());
    }
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos);
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(instant().toEpochMilli(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized Disposable schedule(Runnable work, long delay, TimeUnit unit) {
    Task task = new Task(work, nanos + Math.max(0, unit.toNanos(delay)), scheduled++);
    queue.add(task);
    return task;
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable work, long initialDelay, long period, TimeUnit unit) {
    Disposable.Swap current = Disposables.swap();
    repeat(work, unit.toNanos(initialDelay), unit.toNanos(period), current);
    return current;
  }

  private void repeat(Runnable work, long delay, long period, Disposable.Swap current) {
    current.replace(
        schedule(
            () -> {
              work.run();
              if (!current.isDisposed()) {
                repeat(work, period, period, current);
              }
            },
            delay,
            TimeUnit.NANOSECONDS));
  }

  @Override
  public Worker createWorker() {
    Disposable.Composite tasks = Disposables.composite();
    return new Worker() {
      @Override
      public Disposable schedule(Runnable task) {
        return added(VirtualTime.this.schedule(task));
      }

      @Override
      public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return added(VirtualTime.this.schedule(task, delay, unit));
      }

      @Override
      public Disposable schedulePeriodically(
          Runnable task, long initialDelay, long period, TimeUnit unit) {
        return added(VirtualTime.this.schedulePeriodically(task, initialDelay, period, unit));
      }

      private Disposable added(Disposable task) {
        tasks.add(task);
        return task;
      }

      @Override
      public void dispose() {
        tasks.dispose();
      }

      @Override
      public boolean isDisposed() {
        return tasks.isDisposed();
      }
    };
  }

  /** Never disposed: whoever simulates forgets it as a whole. */
  @Override
  public void dispose() {
    synchronized (this) {
      queue.clear();
    }
  }
}
