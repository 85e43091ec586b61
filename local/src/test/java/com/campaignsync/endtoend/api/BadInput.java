package com.campaignsync.endtoend.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The collections of bad input that lie beside the project. */
final class BadInput {

  private static final Path HOME =
      Path.of("").toAbsolutePath().resolve("../../shared/data/badinput").normalize();

  private BadInput() {}

  /** The big list of naughty strings; none where it is not at hand. */
  static List<String> naughtyStrings() throws IOException {
    Path file = HOME.resolve("blns.json");
    List<String> strings = new ArrayList<>();
    if (Files.exists(file)) {
      JsonMapper.builder()
          .build()
          .readTree(file.toFile())
          .forEach(text -> strings.add(text.asText()));
    }
    return strings;
  }

  /** JSONTestSuite's files: y_ must parse, n_ must not, i_ may. */
  static List<Path> parsingFiles() throws IOException {
    Path folder = HOME.resolve("test_parsing");
    assumeTrue(Files.exists(folder), "shared/data/badinput/test_parsing is not at hand");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The same as bodies; none where they are not at hand. */
  static List<byte[]> bodies() throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    if (Files.exists(HOME.resolve("test_parsing"))) {
      for (Path file : parsingFiles()) {
        bodies.add(Files.readAllBytes(file));
      }
    }
    return bodies;
  }
}
