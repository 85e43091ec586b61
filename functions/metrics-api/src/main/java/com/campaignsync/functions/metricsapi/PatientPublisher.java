package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.runtime.http.LoggedRequest;
import com.campaignsync.runtime.log.StructuredLog;
import reactor.core.publisher.Mono;

/**
 * Takes a failed publish for a delay: the job is kept, dispatch publishes it again within minutes,
 * and a caller told to try again would only find its own job in the way.
 */
final class PatientPublisher implements MessagePublisher {

  private final MessagePublisher publisher;
  private final StructuredLog log;

  PatientPublisher(MessagePublisher publisher, StructuredLog log) {
    this.publisher = publisher;
    this.log = log;
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    return publisher
        .publish(topic, message)
        .onErrorResume(
            failure ->
                Mono.deferContextual(
                    context -> {
                      write(LoggedRequest.of(context), message, failure);
                      return Mono.empty();
                    }));
  }

  private void write(LoggedRequest request, SyncMessage message, Throwable failure) {
    request
        .in(log.error("a sync starts late, with the next dispatch: its message was not published"))
        .code("PUBLISH_DELAYED")
        .with("sync_message", message.toString())
        .cause(failure)
        .write();
  }
}
