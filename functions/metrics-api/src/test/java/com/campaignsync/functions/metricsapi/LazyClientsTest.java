package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a cold start loads: a client that is not needed yet costs every first caller its time. */
class LazyClientsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DATABASE_URL", "postgresql://u:p@127.0.0.1:1/db",
          "JWT_SECRET_KEY", "k".repeat(32),
          "JWT_JWKS_URL", "https://login.example/keys",
          "BIGQUERY_PROJECT_ID", "proj");

  /** What making a client of any of Google's services loads first. */
  private static final List<String> CLIENTS =
      List.of(
          "com.google.cloud.bigquery.BigQueryImpl",
          "com.google.cloud.bigquery.BigQueryOptions",
          "com.google.cloud.pubsub.v1.Publisher",
          "com.google.cloud.logging.v2.LoggingClient",
          "com.google.cloud.scheduler.v1.CloudSchedulerClient",
          "com.google.auth.oauth2.DefaultCredentialsProvider",
          "io.grpc.ManagedChannelBuilder",
          "io.grpc.netty.shaded.io.netty.channel.Channel");

  /** Loads the product's classes and all libraries itself, and knows which it was asked for. */
  private static final class Watching extends URLClassLoader {

    final Set<String> defined = new ConcurrentSkipListSet<>();

    Watching(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      defined.add(name);
      return found;
    }
  }

  @Test
  void construction_makesNoClientAndReadsNoKeys() throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    URL[] urls =
        Arrays.stream(path.split(File.pathSeparator)).map(LazyClientsTest::url).toArray(URL[]::new);
    try (Watching loader = new Watching(urls)) {
      Function<String, String> environment = ENVIRONMENT::get;
      loader
          .loadClass(MetricsApiFunction.class.getName())
          .getMethod("withEnvironment", Function.class)
          .invoke(null, environment);
      assertTrue(loader.defined.contains(MetricsApiFunction.class.getName()));
      assertEquals(List.of(), CLIENTS.stream().filter(loader.defined::contains).toList());
      assertEquals(
          List.of(), loader.defined.stream().filter(name -> name.startsWith("io.grpc.")).toList());
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
