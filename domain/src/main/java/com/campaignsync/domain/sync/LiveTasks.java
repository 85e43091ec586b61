package com.campaignsync.domain.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tasks of one run whose leases are held: claimed and not settled yet. */
final class LiveTasks {

  private final Map<UUID, SyncTask> byJob = new LinkedHashMap<>();

  synchronized void add(SyncTask task) {
    byJob.put(task.job().id(), task);
  }

  /** Whether it was there: of two that take a task out, one gives its lease back. */
  synchronized boolean remove(SyncTask task) {
    return byJob.remove(task.job().id(), task);
  }

  synchronized boolean contains(SyncTask task) {
    return byJob.containsKey(task.job().id());
  }

  /** In the order of the message: the most urgent first. */
  synchronized List<SyncTask> all() {
    return List.copyOf(byJob.values());
  }
}
