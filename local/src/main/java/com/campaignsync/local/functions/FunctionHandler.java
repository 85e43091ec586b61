package com.campaignsync.local.functions;

import com.google.cloud.functions.HttpFunction;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the function on a worker thread and turns its failures into statuses. */
final class FunctionHandler extends Handler.Abstract.NonBlocking {
  private static final System.Logger LOG = System.getLogger(FunctionHandler.class.getName());

  private final String name;
  private final HttpFunction function;
  private final FunctionLimits limits;
  private final Executor workers;

  FunctionHandler(String name, HttpFunction function, FunctionLimits limits, Executor workers) {
    this.name = name;
    this.function = function;
    this.limits = limits;
    this.workers = workers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      workers.execute(() -> call(request, response, callback));
    } catch (RejectedExecutionException full) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
      PlainReply.BUSY.send(response, callback);
    }
    return true;
  }

  private void call(Request request, Response response, Callback callback) {
    ServedRequest served = new ServedRequest(request, limits.bodyBytesMax());
    ServedResponse reply = new ServedResponse(response);
    try {
      served.requireAnnouncedLengthWithinLimit();
      function.service(served, reply);
      reply.finish();
      callback.succeeded();
    } catch (Exception | LinkageError | StackOverflowError failure) {
      fail(served, response, callback, failure);
    }
  }

  /** The caller learns that it failed and no more: causes may hold data and secrets. */
  private void fail(ServedRequest served, Response response, Callback callback, Throwable failure) {
    if (failure instanceof EofException) {
      LOG.log(Level.INFO, "the caller of function " + name + " went away before its answer");
    } else if (!served.isTooLarge()) {
      LOG.log(Level.ERROR, "function " + name + " threw; the request is answered 500", failure);
    }
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    if (served.isTooLarge()) {
      served.discardRest();
    }
    response.reset();
    PlainReply reply = served.isTooLarge() ? PlainReply.BODY_TOO_LARGE : PlainReply.FAILED;
    reply.send(response, callback);
  }
}
