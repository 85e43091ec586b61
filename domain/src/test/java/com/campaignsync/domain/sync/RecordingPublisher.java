package com.campaignsync.domain.sync;

import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Topics that keep what was published. */
final class RecordingPublisher implements MessagePublisher {

  private final List<Published> published = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException failure;
  private volatile Runnable onPublish = () -> {};

  /** A message and where it went. */
  record Published(Topic topic, RunJobs message) {}

  /** Every publish fails with it; null ends that. */
  void fail(@Nullable RuntimeException error) {
    failure = error;
  }

  /** What happens at every publish. */
  void onPublish(Runnable event) {
    onPublish = event;
  }

  List<Published> published() {
    return List.copyOf(published);
  }

  /** The jobs of the run messages, in order. */
  List<UUID> jobs() {
    return published.stream().flatMap(one -> one.message().jobIds().stream()).toList();
  }

  /** The jobs of each message to a topic, in order. */
  List<List<UUID>> jobs(Topic topic) {
    return published.stream()
        .filter(one -> one.topic() == topic)
        .map(one -> one.message().jobIds())
        .toList();
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    return Mono.fromRunnable(
        () -> {
          RuntimeException error = failure;
          if (error != null) {
            throw error;
          }
          onPublish.run();
          published.add(new Published(topic, (RunJobs) message));
        });
  }
}
