package com.campaignsync.local.logging;

import com.google.logging.v2.LogEntry;
import com.google.logging.v2.WriteLogEntriesPartialErrors;
import com.google.logging.v2.WriteLogEntriesRequest;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The entries of one write request.
 *
 * @param good completed, in the order of the request
 * @param wrong why the others cannot be kept, by their index in the request
 */
record WriteBatch(List<LogEntry> good, TreeMap<Integer, Status> wrong) {

  static WriteBatch of(WriteLogEntriesRequest request, Instant now) {
    WriteBatch batch = new WriteBatch(new ArrayList<>(), new TreeMap<>());
    for (int i = 0; i < request.getEntriesCount(); i++) {
      try {
        batch.good.add(LogEntryRules.complete(request, request.getEntries(i), now));
      } catch (StatusRuntimeException refused) {
        batch.wrong.put(i, StatusProto.fromThrowable(refused));
      }
    }
    return batch;
  }

  boolean isGood() {
    return wrong.isEmpty();
  }

  /**
   * @throws StatusRuntimeException the error of the first wrong entry, with those of all as details
   */
  void throwIfAnyIsWrong() {
    if (!wrong.isEmpty()) {
      var all = WriteLogEntriesPartialErrors.newBuilder().putAllLogEntryErrors(wrong).build();
      throw StatusProto.toStatusRuntimeException(
          wrong.firstEntry().getValue().toBuilder().addDetails(Any.pack(all)).build());
    }
  }
}
