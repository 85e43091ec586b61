package com.campaignsync.local.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.csv.CsvColumn.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {

  private static final List<CsvColumn> COLUMNS =
      List.of(
          new CsvColumn("name", Type.STRING, true),
          new CsvColumn("day", Type.DATE, true),
          new CsvColumn("count", Type.INT64, false),
          new CsvColumn("exact", Type.NUMERIC, false),
          new CsvColumn("money", Type.FLOAT64, false));

  @TempDir Path folder;

  @Test
  void columnsInAnyOrderAndUnknownOnes_areReadByName() throws IOException {
    List<List<Object>> rows = read("MONEY,extra,day,name\n1.5,x,2026-01-31,a\n");

    assertEquals(List.of(Arrays.asList("a", LocalDate.of(2026, 1, 31), null, null, 1.5)), rows);
  }

  @Test
  void byteOrderMarkCrlfQuotesAndLineBreaksInCells_areRead() throws IOException {
    List<List<Object>> rows =
        read("\uFEFFname,day\r\n\"a \"\"b\"\",\r\nc\",2026-01-31\r\n\r\né😀,2026-02-01\r\n");

    assertEquals("a \"b\",\r\nc", rows.get(0).get(0));
    assertEquals("é😀", rows.get(1).get(0));
  }

  @Test
  void emptyCellsAndDashesInNumbers_areNull_butADashIsAName() throws IOException {
    List<List<Object>> rows = read("name,day,count,exact,money\n-,,-,-,\n");

    assertEquals(Arrays.asList("-", null, null, null, null), rows.get(0));
  }

  @Test
  void numbersKeepEveryDigit() throws IOException {
    List<List<Object>> rows =
        read(
            "name,day,count,exact,money\n"
                + "a,2026-01-31,9223372036854775807,12345678901234567890123456789.123456789,NaN\n"
                + "b,2026-01-31,-5,0.000000001,-inf\n");

    assertEquals(Long.MAX_VALUE, rows.get(0).get(2));
    assertEquals(new BigDecimal("12345678901234567890123456789.123456789"), rows.get(0).get(3));
    assertEquals(Double.NaN, rows.get(0).get(4));
    assertEquals(Double.NEGATIVE_INFINITY, rows.get(1).get(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,31.01.2026,1,1,1|day is '31.01.2026', want a date such as 2026-01-31",
        "a,2026-02-30,1,1,1|day is '2026-02-30'",
        "a,2026-01-31,1.5,1,1|count is '1.5', want a whole number",
        "a,2026-01-31,9223372036854775808,1,1|count is '9223372036854775808'",
        "a,2026-01-31,1,0.0000000001,1|want a decimal number with at most 9 decimals",
        "a,2026-01-31,1,1,0x1p3|money is '0x1p3', want a number",
        "a,2026-01-31,1,1|line 2 has 4 cells, the header has 5"
      })
  void aCellThatIsNoValue_isNamedWithItsLine(String line, String complaint) {
    CsvProblem problem =
        assertThrows(CsvProblem.class, () -> read("name,day,count,exact,money\n" + line + "\n"));

    assertTrue(problem.getMessage().contains("line 2"), problem.getMessage());
    assertTrue(problem.getMessage().contains(complaint), problem.getMessage());
  }

  @Test
  void badCells_areToldTogether_theFirstTen() {
    String header = "name,day,count,exact,money\n";
    CsvProblem few =
        assertThrows(
            CsvProblem.class,
            () -> read(header + "a,31.1.26,x,1,1\na,2026-01-31,1,1,1\na,2026-01-31,1,1\n"));
    CsvProblem many =
        assertThrows(CsvProblem.class, () -> read(header + "a,2026-01-31,x,1,1\n".repeat(50)));

    assertTrue(
        few.getMessage()
            .endsWith(
                "file.csv line 2: day is '31.1.26', want a date such as 2026-01-31; line 2: count"
                    + " is 'x', want a whole number; line 4 has 4 cells, the header has 5"),
        few.getMessage());
    assertEquals(10, many.getMessage().split("want a whole number", -1).length - 1);
    assertTrue(many.getMessage().endsWith("; perhaps more"), many.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day,count|lacks the column name",
        "count|lacks the columns name, day",
        "name,day,DAY|has two columns day",
      })
  void aHeaderThatDoesNotFit_isRefused(String header, String complaint) {
    CsvProblem problem = assertThrows(CsvProblem.class, () -> read(header + "\na,b,c\n"));

    assertTrue(problem.getMessage().contains(complaint), problem.getMessage());
  }

  @Test
  void anEmptyFile_lacksItsColumns() {
    assertTrue(
        assertThrows(CsvProblem.class, () -> read("")).getMessage().contains("lacks the columns"));
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() throws IOException {
    Path file = folder.resolve("latin1.csv");
    Files.write(
        file, new byte[] {'n', 'a', 'm', 'e', ',', 'd', 'a', 'y', '\n', (byte) 0xE9, ',', '\n'});

    assertTrue(
        assertThrows(CsvProblem.class, () -> rows(file))
            .getMessage()
            .contains("is not UTF-8 text"));
  }

  @Test
  void aQuoteThatNeverCloses_isNamed() {
    assertTrue(
        assertThrows(CsvProblem.class, () -> read("name,day\n\"a,2026-01-01\n"))
            .getMessage()
            .contains("ends inside a quoted cell"));
  }

  @Test
  void aFolder_isNoCsvFile() {
    assertTrue(
        assertThrows(CsvProblem.class, () -> rows(folder)).getMessage().contains("is a folder"));
  }

  @Test
  void aMissingFile_isNamed() {
    Path file = folder.resolve("nowhere.csv");

    assertEquals(
        file + " does not exist", assertThrows(CsvProblem.class, () -> rows(file)).getMessage());
  }

  @Test
  void theContentKey_dependsOnTheContentAlone() throws IOException {
    Path one = Files.writeString(folder.resolve("one.csv"), "name,day\n");
    Path same = Files.writeString(folder.resolve("same.csv"), "name,day\n");
    Path other = Files.writeString(folder.resolve("other.csv"), "name,day\na,\n");

    assertEquals(new CsvFile(one, COLUMNS).contentKey(), new CsvFile(same, COLUMNS).contentKey());
    assertTrue(
        !new CsvFile(one, COLUMNS).contentKey().equals(new CsvFile(other, COLUMNS).contentKey()));
  }

  private List<List<Object>> read(String content) throws IOException {
    return rows(Files.writeString(folder.resolve("file.csv"), content));
  }

  private static List<List<Object>> rows(Path file) {
    try (Stream<CsvFile.Row> rows = new CsvFile(file, COLUMNS).rows()) {
      return rows.<List<Object>>map(row -> Arrays.asList(row.values().toArray())).toList();
    }
  }
}
