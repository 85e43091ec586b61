package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.HttpApi;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Serves the HTTP API. */
public final class MetricsApiFunction implements HttpFunction {

  private final HttpApi api;

  /** What the platform calls, once per instance. */
  public MetricsApiFunction() {
    this(MetricsApiWiring.fromEnvironment(System::getenv));
  }

  MetricsApiFunction(HttpApi api) {
    this.api = api;
  }

  /** A function whose settings come from elsewhere than the process's environment. */
  public static MetricsApiFunction withEnvironment(Function<String, @Nullable String> environment) {
    return new MetricsApiFunction(MetricsApiWiring.fromEnvironment(environment));
  }

  /**
   * Only looks at the settings.
   *
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  public static void checkSettings(Function<String, @Nullable String> environment) {
    MetricsApiSettings.from(environment);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
