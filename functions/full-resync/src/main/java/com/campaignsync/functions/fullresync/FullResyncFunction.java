package com.campaignsync.functions.fullresync;

import com.campaignsync.functions.jobs.JobFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes Pub/Sub pushes of the topic {@code campaign-maintenance}: full resyncs, backfills,
 * reconciliations and cleanup, apart from the syncs that must not wait for them. Messages that were
 * given up elsewhere land here too.
 */
public final class FullResyncFunction implements HttpFunction {

  private final JobFunction jobs;

  /** What the platform calls, once per instance. */
  public FullResyncFunction() {
    this(System::getenv);
  }

  private FullResyncFunction(Function<String, @Nullable String> environment) {
    this.jobs = JobFunction.fromEnvironment(environment);
  }

  /** A function whose settings come from elsewhere than the process's environment. */
  public static FullResyncFunction withEnvironment(Function<String, @Nullable String> environment) {
    return new FullResyncFunction(environment);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    jobs.service(request, response);
  }
}
