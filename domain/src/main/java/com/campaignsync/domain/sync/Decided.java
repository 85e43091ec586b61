package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.Reconciliation;
import java.util.List;

/**
 * A task and what it has to read.
 *
 * @param compared what a reconciliation found out about each day of its window; empty for other
 *     jobs. A day that is to be read is not settled yet.
 */
record Decided(SyncTask task, GateDecision gate, List<Reconciliation> compared) {

  Decided(SyncTask task, GateDecision gate) {
    this(task, gate, List.of());
  }
}
