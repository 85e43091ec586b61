package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceState;
import java.util.List;

/** What a group of tasks asks its source for. */
final class ReadRequests {

  private ReadRequests() {}

  /**
   * @param tasks all of one {@link ReadKey}
   */
  static ReadRequest of(List<SyncTask> tasks, SourceState state, List<DayWindow> days) {
    SyncTask any = tasks.get(0);
    return new ReadRequest(
        any.job().entity(),
        any.mapping(),
        state,
        tasks.stream().map(SyncTask::target).toList(),
        days,
        JobLabels.of(tasks.stream().map(SyncTask::job).toList()),
        any.job().campaignIds());
  }
}
