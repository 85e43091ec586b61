package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.JobView;
import java.time.Duration;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Looks at a job again and again until there is something to see. */
final class JobWatch {

  /** A sync takes seconds at least; four looks in that time cost one indexed read each. */
  static final Duration PAUSE = Duration.ofMillis(500);

  private JobWatch() {}

  /**
   * The job as it is when {@code done} first holds, or as it was last seen when {@code patience}
   * ends. Empty if it was not seen at all.
   */
  static Mono<JobView> until(Mono<JobView> look, Predicate<JobView> done, Duration patience) {
    return look.repeatWhen(ends -> ends.delayElements(PAUSE))
        .takeUntil(done)
        .take(patience)
        .takeLast(1)
        .next();
  }
}
