package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcErrors;
import com.campaignsync.local.grpc.GrpcService;
import com.campaignsync.local.grpc.Page;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.ListLogEntriesResponse;
import com.google.logging.v2.ListLogsRequest;
import com.google.logging.v2.ListLogsResponse;
import com.google.logging.v2.LoggingProto;
import com.google.logging.v2.WriteLogEntriesRequest;
import com.google.logging.v2.WriteLogEntriesResponse;
import io.grpc.ServerServiceDefinition;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code google.logging.v2.LoggingServiceV2}: writing and listing. */
public final class LoggingService {
  private final LogStore store;
  private final InstantSource clock;

  private LoggingService(LogStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What a gRPC server on the API's port serves. */
  public static ServerServiceDefinition of(LogStore store, InstantSource clock) {
    LoggingService service = new LoggingService(store, clock);
    return new GrpcService(
            LogEntryRules.PRODUCT,
            LoggingProto.getDescriptor().findServiceByName("LoggingServiceV2"))
        .unary(
            "WriteLogEntries",
            WriteLogEntriesRequest.getDefaultInstance(),
            WriteLogEntriesResponse.getDefaultInstance(),
            service::write)
        .unary(
            "ListLogEntries",
            ListLogEntriesRequest.getDefaultInstance(),
            ListLogEntriesResponse.getDefaultInstance(),
            service::list)
        .unary(
            "ListLogs",
            ListLogsRequest.getDefaultInstance(),
            ListLogsResponse.getDefaultInstance(),
            service::listLogs)
        .build();
  }

  private WriteLogEntriesResponse write(WriteLogEntriesRequest request) {
    Allowed.require(
        LogEntryRules.PRODUCT,
        request,
        Set.of("log_name", "resource", "labels", "entries", "partial_success", "dry_run"));
    WriteBatch batch = WriteBatch.of(request, clock.instant());
    if (!request.getDryRun() && (request.getPartialSuccess() || batch.isGood())) {
      batch.good().forEach(store::add);
    }
    batch.throwIfAnyIsWrong();
    return WriteLogEntriesResponse.getDefaultInstance();
  }

  private ListLogEntriesResponse list(ListLogEntriesRequest request) {
    if (request.getResourceNamesCount() == 0) {
      throw GrpcErrors.invalid("resource_names is required");
    }
    Allowed.require(
        LogEntryRules.PRODUCT,
        request,
        Set.of("resource_names", "filter", "order_by", "page_size", "page_token"));
    LogPage page = LogPage.of(request);
    List<StoredEntry> found = store.find(page.matching(), page.order(), page.size() + 1);
    ListLogEntriesResponse.Builder response = ListLogEntriesResponse.newBuilder();
    found.stream().limit(page.size()).map(StoredEntry::entry).forEach(response::addEntries);
    if (found.size() > page.size()) {
      response.setNextPageToken(LogPage.tokenAfter(found.get(page.size() - 1)));
    }
    return response.build();
  }

  /** The names of the logs that hold an entry. */
  private ListLogsResponse listLogs(ListLogsRequest request) {
    Allowed.require(
        LogEntryRules.PRODUCT,
        request,
        Set.of("parent", "resource_names", "page_size", "page_token"));
    Set<String> owners = new HashSet<>(request.getResourceNamesList());
    if (!request.getParent().isEmpty()) {
      owners.add(request.getParent());
    }
    Page<String> page =
        Page.of(
            store.logNames(name -> owners.contains(name.replaceFirst("/logs/.*", ""))),
            Function.identity(),
            request.getPageSize(),
            request.getPageToken());
    return ListLogsResponse.newBuilder()
        .addAllLogNames(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
