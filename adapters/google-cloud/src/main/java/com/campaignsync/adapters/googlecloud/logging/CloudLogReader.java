package com.campaignsync.adapters.googlecloud.logging;

import com.campaignsync.adapters.googlecloud.CloudEndpoint;
import com.campaignsync.adapters.googlecloud.LazyClient;
import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.query.LogReader;
import com.google.cloud.logging.v2.LoggingClient;
import com.google.cloud.logging.v2.LoggingSettings;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.ListLogEntriesResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads log entries through the generated client: the handwritten one brings batching and threads
 * for writing, which nobody needs here, and cannot speak plain text to a stand-in.
 */
public final class CloudLogReader implements LogReader, AutoCloseable {

  /** The first call makes the client; a search through a day of entries takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Of one call. Nothing is tried again: the quota is one call a second. */
  private static final Duration CALL_MAX = Duration.ofSeconds(10);

  private final LazyClient<LoggingClient> client;
  private final String projectName;

  public CloudLogReader(CloudEndpoint endpoint) {
    this.projectName = "projects/" + endpoint.projectId();
    this.client = new LazyClient<>(() -> LoggingClient.create(settings(endpoint)));
  }

  private static LoggingSettings settings(CloudEndpoint endpoint) throws IOException {
    LoggingSettings.Builder settings = endpoint.configure(LoggingSettings.newBuilder());
    settings.listLogEntriesSettings().setSimpleTimeoutNoRetriesDuration(CALL_MAX);
    return settings.build();
  }

  @Override
  public Mono<Page> read(LogQuery query, int max, @Nullable String pageToken) {
    return Mono.fromCallable(() -> call(request(query, max, pageToken)))
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(PATIENCE)
        .map(CloudLogReader::page)
        .onErrorMap(failure -> LogErrors.of(failure, pageToken != null));
  }

  private ListLogEntriesRequest request(LogQuery query, int max, @Nullable String pageToken) {
    return ListLogEntriesRequest.newBuilder()
        .addResourceNames(projectName)
        .setFilter(EntryFilter.of(query))
        .setOrderBy("timestamp desc")
        .setPageSize(Math.min(max, PAGE_MAX))
        .setPageToken(pageToken == null ? "" : pageToken)
        .build();
  }

  /** One page: the paged call would fetch the next ones by itself. */
  private ListLogEntriesResponse call(ListLogEntriesRequest request) throws IOException {
    return client.get().listLogEntriesCallable().call(request);
  }

  private static Page page(ListLogEntriesResponse response) {
    String next = response.getNextPageToken();
    return new Page(
        response.getEntriesList().stream().map(EntryReader::read).toList(),
        next.isEmpty() ? null : next);
  }

  @Override
  public void close() {
    client.close();
  }
}
