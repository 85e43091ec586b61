package com.campaignsync.domain.sync;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A topic that keeps what was published. */
final class RecordingPublisher implements MessagePublisher {

  private final List<SyncMessage> published = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException failure;
  private volatile Runnable onPublish = () -> {};

  /** Every publish fails with it; null ends that. */
  void fail(@Nullable RuntimeException error) {
    failure = error;
  }

  /** What happens at every publish. */
  void onPublish(Runnable event) {
    onPublish = event;
  }

  /** The jobs of the run messages, in order. */
  List<UUID> jobs() {
    return published.stream().map(message -> ((SyncMessage.RunJob) message).jobId()).toList();
  }

  @Override
  public Mono<Void> publish(SyncMessage message) {
    return Mono.fromRunnable(
        () -> {
          RuntimeException error = failure;
          if (error != null) {
            throw error;
          }
          onPublish.run();
          published.add(message);
        });
  }
}
