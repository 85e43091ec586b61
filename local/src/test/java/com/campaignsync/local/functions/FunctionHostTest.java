package com.campaignsync.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.net.PortInUseException;
import com.google.cloud.functions.HttpFunction;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FunctionHostTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void request_showsMethodUriPathQueryHeadersAndBody() throws Exception {
    HttpFunction echo =
        (request, response) -> {
          response.setContentType("text/plain; charset=utf-8");
          var writer = response.getWriter();
          writer.write(request.getMethod() + "\n" + request.getPath() + "\n");
          writer.write(request.getUri() + "\n" + request.getQuery().orElse("-") + "\n");
          writer.write(request.getQueryParameters() + "\n");
          writer.write(request.getHeaders().get("x-many") + "\n");
          writer.write(request.getContentType().orElse("-") + " " + request.getContentLength());
          writer.write(" " + request.getCharacterEncoding().orElse("-") + "\n");
          writer.write(request.getReader().readLine());
        };
    try (FunctionHost host = FunctionHost.start("echo", 0, echo)) {
      URI uri = host.uri().resolve("/a%20b/c?x=1&x=2&name=%C3%A9+y&empty=");
      var reply =
          send(
              HttpRequest.newBuilder(uri)
                  .header("X-Many", "one")
                  .header("X-Many", "two")
                  .header("Content-Type", "text/plain; charset=ISO-8859-1")
                  .method("PUT", BodyPublishers.ofByteArray(new byte[] {(byte) 0xe9, '!'})));
      List<String> lines = reply.body().lines().toList();
      assertEquals("PUT", lines.get(0));
      assertEquals("/a%20b/c", lines.get(1));
      assertEquals(uri.toString(), lines.get(2));
      assertEquals("x=1&x=2&name=%C3%A9+y&empty=", lines.get(3));
      assertEquals("{x=[1, 2], name=[é y], empty=[]}", lines.get(4));
      assertEquals("[one, two]", lines.get(5));
      assertEquals("text/plain; charset=iso-8859-1 2 iso-8859-1", lines.get(6));
      assertEquals("é!", lines.get(7));
    }
  }

  @Test
  void response_carriesStatusHeadersAndExactBytes() throws Exception {
    byte[] big = new byte[300_000];
    Arrays.fill(big, (byte) 7);
    HttpFunction function =
        (request, response) -> {
          response.setStatusCode(202, "message");
          response.setContentType("application/octet-stream");
          response.appendHeader("X-A", "1");
          response.appendHeader("X-A", "2");
          response.getOutputStream().write(big);
        };
    try (FunctionHost host = FunctionHost.start("bytes", 0, function)) {
      var reply =
          client.send(HttpRequest.newBuilder(host.uri()).build(), BodyHandlers.ofByteArray());
      assertEquals(202, reply.statusCode());
      assertEquals(List.of("1", "2"), reply.headers().allValues("x-a"));
      assertArrayEquals(big, reply.body());
    }
  }

  @Test
  void shortBody_hasALengthAndNoBodyIsZeroLong() throws Exception {
    HttpFunction function =
        (request, response) -> {
          if (request.getPath().equals("/short")) {
            response.getWriter().write("abc");
          }
        };
    try (FunctionHost host = FunctionHost.start("short", 0, function)) {
      var reply = send(HttpRequest.newBuilder(host.uri().resolve("/short")));
      assertEquals("3", reply.headers().firstValue("content-length").orElse("none"));
      var empty = send(HttpRequest.newBuilder(host.uri()));
      assertEquals(200, empty.statusCode());
      assertEquals("0", empty.headers().firstValue("content-length").orElse("none"));
    }
  }

  @Test
  void exception_isA500WithoutItsTextAndWithoutWhatWasWritten() throws Exception {
    HttpFunction function =
        (request, response) -> {
          response.appendHeader("X-Half", "done");
          response.getWriter().write("half a reply");
          throw new IllegalStateException("password=hunter2");
        };
    try (FunctionHost host = FunctionHost.start("throws", 0, function)) {
      var reply = send(HttpRequest.newBuilder(host.uri()));
      assertEquals(500, reply.statusCode());
      assertEquals("Internal Server Error\n", reply.body());
      assertTrue(reply.headers().firstValue("x-half").isEmpty());
    }
  }

  @Test
  void body_overTheLimitIs413WithAndWithoutAnnouncedLength() throws Exception {
    HttpFunction function =
        (request, response) ->
            response.getWriter().write("" + request.getInputStream().readAllBytes().length);
    FunctionLimits limits = new FunctionLimits(2, 2, 1000);
    try (FunctionHost host = FunctionHost.start("bounded", 0, function, limits)) {
      var exact = send(post(host, BodyPublishers.ofByteArray(new byte[1000])));
      assertEquals("1000", exact.body());
      var known = send(post(host, BodyPublishers.ofByteArray(new byte[1001])));
      assertEquals(413, known.statusCode());
      var chunked =
          send(
              post(
                  host,
                  BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1001]))));
      assertEquals(413, chunked.statusCode());
    }
  }

  @Test
  void calls_beyondThreadsAndQueueAreToldToComeBack() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    HttpFunction function =
        (request, response) -> {
          entered.countDown();
          release.await(20, TimeUnit.SECONDS);
        };
    try (FunctionHost host =
        FunctionHost.start("busy", 0, function, new FunctionLimits(2, 1, 1000))) {
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        calls.add(
            client.sendAsync(
                HttpRequest.newBuilder(host.uri()).build(), BodyHandlers.ofString(UTF_8)));
      }
      assertTrue(entered.await(10, TimeUnit.SECONDS));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (calls.stream().filter(CompletableFuture::isDone).count() < 3) {
        assertTrue(System.nanoTime() < deadline, "three calls are refused while none ends");
        TimeUnit.MILLISECONDS.sleep(5);
      }
      release.countDown();
      List<Integer> statuses =
          calls.stream().map(call -> call.join().statusCode()).sorted().toList();
      assertEquals(List.of(200, 200, 200, 429, 429, 429), statuses);
    }
  }

  @Test
  void port_inUseIsOneLineNamingThePortAndTheFunction() {
    HttpFunction nothing = (request, response) -> {};
    try (FunctionHost first = FunctionHost.start("first", 0, nothing)) {
      var refused =
          assertThrows(
              PortInUseException.class,
              () -> FunctionHost.start("metrics-api", first.port(), nothing));
      assertTrue(
          refused
              .getMessage()
              .startsWith("port " + first.port() + " (metrics-api) is already in use"));
      assertFalse(refused.getMessage().contains("\n"));
    }
  }

  @Test
  void close_waitsForACallInProgressAndFreesThePort() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    HttpFunction slow =
        (request, response) -> {
          entered.countDown();
          new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
          response.getWriter().write("finished");
        };
    FunctionHost host = FunctionHost.start("slow", 0, slow);
    var call =
        client.sendAsync(HttpRequest.newBuilder(host.uri()).build(), BodyHandlers.ofString(UTF_8));
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    int port = host.port();
    host.close();
    assertEquals("finished", call.get(5, TimeUnit.SECONDS).body());
    FunctionHost.start("again", port, slow).close();
  }

  @Test
  void close_interruptsAHangingCallWithinTwoSeconds() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    HttpFunction hangs =
        (request, response) -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException expected) {
            interrupted.countDown();
          }
        };
    FunctionHost host = FunctionHost.start("hangs", 0, hangs);
    var call =
        client.sendAsync(HttpRequest.newBuilder(host.uri()).build(), BodyHandlers.discarding());
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    long before = System.nanoTime();
    host.close();
    assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 2500);
    assertTrue(interrupted.await(5, TimeUnit.SECONDS));
    call.cancel(true);
  }

  private static HttpRequest.Builder post(FunctionHost host, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(host.uri()).POST(body);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }
}
