package com.campaignsync.functions.metricsapi.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A file that comes with the program. */
record Resource(URL url) {

  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/%s/%s";
  private static final String SWAGGER_UI_VERSION =
      "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** A file beside this class. */
  static Resource beside(String name) {
    return new Resource(found(name, Resource.class.getResource(name)));
  }

  /** A file of Swagger UI, of whichever version the build names. */
  static Resource ofSwaggerUi(String name) {
    Properties build = new Properties();
    try (InputStream properties = ofClassPath(SWAGGER_UI_VERSION).url.openStream()) {
      build.load(properties);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return ofClassPath(SWAGGER_UI.formatted(build.getProperty("version"), name));
  }

  private static Resource ofClassPath(String path) {
    return new Resource(found(path, Resource.class.getClassLoader().getResource(path)));
  }

  private static URL found(String name, @Nullable URL url) {
    if (url == null) {
      throw new IllegalStateException("the build has lost its file " + name);
    }
    return url;
  }

  byte[] bytes() {
    try (InputStream stream = url.openStream()) {
      return stream.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
