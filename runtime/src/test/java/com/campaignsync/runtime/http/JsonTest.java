package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the texts of JSONTestSuite: y_ must parse, n_ must not, i_ may do either. */
class JsonTest {

  private static final Path SUITE = Path.of("../../shared/data/badinput/test_parsing");

  /** Valid by the grammar; refused here because of a repeated key. */
  private static final Set<String> REPEATED_KEYS =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  private static List<Path> suite(String prefix) throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "JSONTestSuite is not here");
    try (Stream<Path> files = Files.list(SUITE)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  @Test
  void validTexts_areRead() throws IOException {
    for (Path file : suite("y_")) {
      if (!REPEATED_KEYS.contains(file.getFileName().toString())) {
        byte[] text = Files.readAllBytes(file);
        assertDoesNotThrow(() -> Json.read(text), file.toString());
      }
    }
  }

  @Test
  void invalidTexts_areRefusedAsMalformed() throws IOException {
    for (Path file : suite("n_")) {
      byte[] text = Files.readAllBytes(file);
      assertEquals(
          "MALFORMED_JSON",
          assertThrows(Problem.class, () -> Json.read(text), file.toString()).reason());
    }
  }

  @Test
  void doubtfulTexts_neverFailOtherwise() throws IOException {
    for (Path file : suite("i_")) {
      byte[] text = Files.readAllBytes(file);
      try {
        Json.read(text);
      } catch (Problem refused) {
        assertEquals("MALFORMED_JSON", refused.reason(), file.toString());
      }
    }
  }

  @Test
  void numbersOfTooManyDigits_areMalformed() {
    for (String number :
        List.of(
            "1e99999999999",
            "1e2147483648",
            "1e2147483647",
            "-1e-2147483649",
            "0e5000",
            "1e1000",
            "1e-1001",
            "1".repeat(1001))) {
      for (String text : List.of(number, "{\"a\":[" + number + "]}")) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Problem refused = assertThrows(Problem.class, () -> Json.read(bytes), text);
        assertEquals("MALFORMED_JSON", refused.reason());
      }
    }
  }

  @Test
  void numbersThatAreRead_canBeWrittenOutAndReadAgain() {
    for (String number : List.of("1e999", "-1e-1000", "1.10", "0.00", "1".repeat(1000))) {
      byte[] written = Json.write(Json.read(number.getBytes(StandardCharsets.UTF_8)));
      BigDecimal again = Json.read(written).decimalValue();
      assertEquals(0, new BigDecimal(number).compareTo(again), number);
    }
  }

  @Test
  void text_escapesOnlyWhatItMust() {
    String emojis = "a" + "😀".repeat(5000);
    assertEquals("[\"" + emojis + "\",\"\\\"\\u0000\"]", Json.text(List.of(emojis, "\"\0")));
  }
}
