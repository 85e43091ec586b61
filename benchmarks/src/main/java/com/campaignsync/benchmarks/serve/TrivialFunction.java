package com.campaignsync.benchmarks.serve;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** The least that a function can be: what the platform itself takes to start. */
public final class TrivialFunction implements HttpFunction {

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    response.getWriter().write("ok");
  }
}
