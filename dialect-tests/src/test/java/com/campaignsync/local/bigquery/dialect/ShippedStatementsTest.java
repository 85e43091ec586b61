package com.campaignsync.local.bigquery.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every statement that goes to BigQuery is one that Google's analyzer accepts. */
class ShippedStatementsTest {

  private static final Path SCHEMAS = Path.of("..", "bigquery", "schemas");

  /** The projects and datasets the adapter's golden texts and run-local name. */
  private static final List<String> DATASETS =
      List.of("proj.engarde_analytics.", "campaign-sync-local.engarde_analytics.");

  private static ZetaSql zetaSql;

  @BeforeAll
  static void start() throws IOException {
    ZetaSql.assumeItRunsHere();
    zetaSql = new ZetaSql();
    for (Path file : schemaFiles()) {
      TableSchema schema = SchemaJson.read(new ObjectMapper().readTree(file.toFile()));
      String table = file.getFileName().toString().replace(".json", "");
      DATASETS.forEach(dataset -> zetaSql.addTable(dataset + table, schema));
    }
    MappedTables.addTo(zetaSql);
    for (String texts : List.of("tenant_ids", "platforms", "default_currencies", "account_ids")) {
      zetaSql.declareArrayParameter(texts, TypeKind.TYPE_STRING);
    }
    zetaSql.declareParameter("currency", TypeKind.TYPE_STRING);
    zetaSql.declareParameter("campaign_id", TypeKind.TYPE_STRING);
    zetaSql.declareParameter("day", TypeKind.TYPE_DATE);
  }

  private static List<Path> schemaFiles() throws IOException {
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> rendered_isAccepted() throws IOException {
    return analyses(ShippedStatements.rendered());
  }

  @TestFactory
  Stream<DynamicTest> statementInCode_isAccepted() throws IOException {
    Map<String, String> statements = ShippedStatements.inCode("local");
    assertTrue(statements.containsKey("Holdings.java#1"), statements.keySet().toString());
    assertTrue(statements.containsKey("Restatements.java#1"), statements.keySet().toString());
    return analyses(statements);
  }

  private static Stream<DynamicTest> analyses(Map<String, String> statements) {
    assertFalse(statements.isEmpty());
    return statements.entrySet().stream()
        .map(s -> DynamicTest.dynamicTest(s.getKey(), () -> zetaSql.analyze(filled(s.getValue()))));
  }

  /** Code names the project and the dataset in one piece or in two; days are literals. */
  private static String filled(String statement) {
    return statement
        .replace("%s.%s.%s", "campaign-sync-local.engarde_analytics.campaign_metrics")
        .replace("%s.%s.", "campaign-sync-local.engarde_analytics.")
        .replace("%s.", "campaign-sync-local.engarde_analytics.")
        .replace("DATE '%s'", "DATE '2026-01-01'");
  }

  @Test
  void everyFileOfTheAdapter_hasARenderedTextThatIsAnalyzed() throws IOException {
    Map<String, String> rendered = ShippedStatements.rendered();
    String missing =
        ShippedStatements.templates().entrySet().stream()
            .filter(
                t ->
                    rendered.values().stream()
                        .noneMatch(r -> ShippedStatements.isRendered(t.getValue(), r)))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    assertEquals(
        "", missing, "statements without a rendered text among the adapter's test resources");
  }
}
