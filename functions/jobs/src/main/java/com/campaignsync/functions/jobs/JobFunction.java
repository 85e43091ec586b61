package com.campaignsync.functions.jobs;

import com.campaignsync.runtime.push.InvalidEnvelope;
import com.campaignsync.runtime.push.PushEnvelope;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers Pub/Sub pushes. A 2xx status acknowledges; any other has the message delivered again. */
public final class JobFunction {

  private final MessageHandler handler;

  private JobFunction(MessageHandler handler) {
    this.handler = handler;
  }

  /**
   * Nothing is connected before the first message.
   *
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  public static JobFunction fromEnvironment(Function<String, @Nullable String> environment) {
    return new JobFunction(JobWiring.fromEnvironment(environment));
  }

  /**
   * Only looks at what {@link #fromEnvironment} would read.
   *
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  public static void checkSettings(Function<String, @Nullable String> environment) {
    JobSettings.from(environment);
  }

  /** One push. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setStatusCode(405);
      response.appendHeader("Allow", "POST");
      return;
    }
    String trace = RequestTrace.of(request);
    try {
      response.setStatusCode(handler.handle(PushEnvelope.parse(request.getInputStream()), trace));
    } catch (InvalidEnvelope notAPush) {
      response.setStatusCode(handler.refuse(notAPush, trace));
    }
  }
}
