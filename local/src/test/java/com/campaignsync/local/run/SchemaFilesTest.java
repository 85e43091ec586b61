package com.campaignsync.local.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every file of bigquery/schemas must hold for BigQuery to take it and people to read it. */
class SchemaFilesTest {
  private static final Path SCHEMAS =
      Path.of("").toAbsolutePath().getParent().resolve("bigquery/schemas");

  private static final Set<String> TYPES =
      Set.of("STRING", "INTEGER", "FLOAT", "NUMERIC", "BOOLEAN", "DATE", "TIMESTAMP");

  /** What a table can be partitioned by and what it can be clustered by, as BigQuery says. */
  private static final Set<String> PARTITION_TYPES = Set.of("DATE", "TIMESTAMP");

  private static final Set<String> CLUSTER_TYPES = Set.of("STRING", "INTEGER", "DATE", "NUMERIC");
  private static final int CLUSTER_COLUMNS_MAX = 4;

  @Test
  void everyTable_hasItsFile() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      Set<String> names =
          Set.copyOf(files.map(file -> file.getFileName().toString()).sorted().toList());
      assertTrue(
          names.containsAll(
              Set.of(
                  "campaign_metrics.json",
                  "asset_metrics.json",
                  "platform_events.json",
                  "integration_raw_data.json",
                  "audience_insights.json",
                  "conversational_logs.json")),
          names.toString());
    }
  }

  @TestFactory
  Stream<DynamicTest> file_isDescribedPartitionedAndClusteredByItsOwnColumns() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files.toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> checkTable(JSON.readTree(file.toFile()))));
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static void checkTable(JsonNode table) {
    assertDescribed(table, "the table");
    Map<String, String> types = new HashMap<>();
    for (JsonNode field : table.path("schema").path("fields")) {
      checkField(field, types);
    }
    JsonNode partitioning = table.path("timePartitioning");
    assertEquals("DAY", partitioning.path("type").asText());
    String partition = partitioning.path("field").asText();
    assertTrue(PARTITION_TYPES.contains(types.get(partition)), "partition " + partition);
    if (partitioning.has("expirationMs")) {
      assertEquals(0, partitioning.path("expirationMs").asLong() % 86_400_000, "whole days");
      assertTrue(partitioning.path("expirationMs").asLong() > 0);
    }
    List<JsonNode> clustering = table.path("clustering").path("fields").valueStream().toList();
    assertTrue(clustering.size() <= CLUSTER_COLUMNS_MAX);
    assertEquals("tenant_id", clustering.get(0).asText(), "reads are by tenant");
    clustering.forEach(
        column -> assertTrue(CLUSTER_TYPES.contains(types.get(column.asText())), column.asText()));
  }

  private static void checkField(JsonNode field, Map<String, String> types) {
    String name = field.path("name").asText();
    assertTrue(name.matches("[a-z][a-z0-9_]{0,299}"), name);
    assertDescribed(field, name);
    assertTrue(TYPES.contains(field.path("type").asText()), name + " has an unknown type");
    assertTrue(Set.of("NULLABLE", "REQUIRED").contains(field.path("mode").asText()), name);
    String duplicate = types.put(name.toLowerCase(Locale.ROOT), field.path("type").asText());
    assertEquals(null, duplicate, name + " is there twice");
  }

  private static void assertDescribed(JsonNode node, String what) {
    String description = node.path("description").asText("");
    assertTrue(description.length() >= 10, what + " needs a description");
    assertFalse(description.length() > 1024, what + ": BigQuery takes 1,024 characters");
  }
}
