package com.campaignsync.functions.synccampaignmetrics;

import com.campaignsync.functions.jobs.JobFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes Pub/Sub pushes of the topic {@code campaign-sync}: dispatch, and the syncs themselves. */
public final class SyncCampaignMetricsFunction implements HttpFunction {

  private final JobFunction jobs;

  /** What the platform calls, once per instance. */
  public SyncCampaignMetricsFunction() {
    this(System::getenv);
  }

  private SyncCampaignMetricsFunction(Function<String, @Nullable String> environment) {
    this.jobs = JobFunction.fromEnvironment(environment);
  }

  /** A function whose settings come from elsewhere than the process's environment. */
  public static SyncCampaignMetricsFunction withEnvironment(
      Function<String, @Nullable String> environment) {
    return new SyncCampaignMetricsFunction(environment);
  }

  /**
   * Only looks at the settings, which are those of every function that runs jobs.
   *
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  public static void checkSettings(Function<String, @Nullable String> environment) {
    JobFunction.checkSettings(environment);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    jobs.service(request, response);
  }
}
