package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.LocalBigQueryConfig.TableFile;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.csv.CsvColumn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The local BigQuery as run-local sets it up: our tables, made of their schema files. */
final class BigQueryServer {

  private BigQueryServer() {}

  static LocalBigQuery start(Ports ports, Path state, Path home) {
    return LocalBigQuery.start(
        LocalBigQueryConfig.inMemory(LocalEnvironment.PROJECT, Clock.systemUTC())
            .withState(state.resolve("bigquery"))
            .withPort(ports.bigQuery())
            .withTables(tables(home)));
  }

  /** One table for each file of the folder. */
  private static List<TableFile> tables(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("bigquery/schemas"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> new TableFile(LocalEnvironment.DATASET, file))
          .toList();
    } catch (IOException e) {
      throw new BadInput("the schemas in bigquery/schemas cannot be listed: " + e.getMessage());
    }
  }

  /** The table that holds an entity's rows: it bears the entity's name. */
  static TableRef table(Entity entity) {
    return new TableRef(LocalEnvironment.PROJECT, LocalEnvironment.DATASET, entity.wireName());
  }

  /** The columns of an entity's table, in the order of its schema file. */
  static List<CsvColumn> columns(Path home, Entity entity) {
    try {
      List<CsvColumn> columns = new ArrayList<>();
      JsonNode table = JsonMapper.builder().build().readTree(schemaFile(home, entity).toFile());
      table.path("schema").path("fields").forEach(field -> columns.add(column(field)));
      return columns;
    } catch (IOException e) {
      throw new BadInput(
          "the schema of %s cannot be read: %s".formatted(entity.wireName(), e.getMessage()));
    }
  }

  private static CsvColumn column(JsonNode field) {
    String type = field.path("type").asText();
    String standardType =
        switch (type) {
          case "INTEGER" -> "INT64";
          case "FLOAT" -> "FLOAT64";
          default -> type;
        };
    return new CsvColumn(field.path("name").asText(), CsvColumn.Type.valueOf(standardType), false);
  }

  private static Path schemaFile(Path home, Entity entity) {
    return home.resolve("bigquery/schemas").resolve(entity.wireName() + ".json");
  }
}
