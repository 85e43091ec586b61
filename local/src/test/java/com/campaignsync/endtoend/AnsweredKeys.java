package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.Http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What the API answered on all pages, by key, to be held against a file of expected sums. */
final class AnsweredKeys {

  private final List<String> columns;
  private final List<String> measures;
  private final Map<List<String>, JsonNode> rows = new HashMap<>();

  /**
   * @param columns the file's columns that make a key, in its order
   * @param measures the figures, called the same in file and answer
   */
  AnsweredKeys(List<String> columns, List<String> measures) {
    this.columns = columns;
    this.measures = measures;
  }

  /** The records of a file with a head. */
  static List<CSVRecord> records(Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }

  /** Reads all pages. No key may come twice. */
  void collect(String url, String token, Function<JsonNode, List<String>> key) throws Exception {
    String page = url;
    while (true) {
      Answer answer = Http.get(page, token);
      assertEquals(200, answer.status(), answer.toString());
      for (JsonNode row : answer.body().path("metrics")) {
        assertTrue(rows.put(key.apply(row), row) == null, "twice: " + row);
      }
      JsonNode next = answer.body().path("meta").path("next_page_token");
      assertTrue(next.isNull() || next.isTextual(), answer.toString());
      if (next.isNull()) {
        return;
      }
      page = url + "&page_token=" + next.asText();
    }
  }

  /** Exactly these keys, each with exactly these figures; an empty one is null. */
  void assertAre(List<CSVRecord> expected) {
    assertAll(expected.stream().map(record -> () -> assertSame(record)));
    assertEquals(expected.size(), rows.size());
  }

  private void assertSame(CSVRecord expected) {
    List<String> key = columns.stream().map(expected::get).toList();
    JsonNode row = rows.get(key);
    assertTrue(row != null, "the API lacks " + key);
    for (String measure : measures) {
      String want = expected.get(measure);
      JsonNode got = row.path(measure);
      if (want.isEmpty()) {
        assertTrue(got.isNull(), key + " " + measure + " is " + got + ", want null");
      } else {
        assertTrue(got.isNumber(), key + " " + measure + " is " + got);
        assertEquals(0, new BigDecimal(want).compareTo(got.decimalValue()), key + " " + measure);
      }
    }
  }
}
