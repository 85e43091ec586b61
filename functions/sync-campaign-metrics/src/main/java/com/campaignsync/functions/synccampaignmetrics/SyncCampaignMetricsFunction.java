package com.campaignsync.functions.synccampaignmetrics;

import com.campaignsync.runtime.push.InvalidEnvelope;
import com.campaignsync.runtime.push.PushEnvelope;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes Pub/Sub pushes of the topic {@code campaign-sync}. A 2xx status acknowledges the message;
 * any other has it delivered again.
 */
public final class SyncCampaignMetricsFunction implements HttpFunction {

  private final MessageHandler handler;

  /** What the platform calls, once per instance. */
  public SyncCampaignMetricsFunction() {
    this(SyncWiring.fromEnvironment(System::getenv));
  }

  SyncCampaignMetricsFunction(MessageHandler handler) {
    this.handler = handler;
  }

  /** A function whose settings come from elsewhere than the process's environment. */
  public static SyncCampaignMetricsFunction withEnvironment(
      Function<String, @Nullable String> environment) {
    return new SyncCampaignMetricsFunction(SyncWiring.fromEnvironment(environment));
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "POST");
      return;
    }
    try {
      response.setStatusCode(
          handler.handle(PushEnvelope.parse(request.getInputStream()), RequestTrace.of(request)));
    } catch (InvalidEnvelope notAPush) {
      response.setStatusCode(handler.refuse(notAPush, RequestTrace.of(request)));
    }
  }
}
