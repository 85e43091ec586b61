package com.campaignsync.local.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header line, in UTF-8. Columns stand in any order; columns that the table does
 * not have are left out. Read as a stream.
 */
public final class CsvFile {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .setIgnoreEmptyLines(true)
          .get();

  private final Path path;
  private final List<CsvColumn> columns;

  /**
   * @param columns the table's columns, in the order in which {@link #read} passes their values
   */
  public CsvFile(Path path, List<CsvColumn> columns) {
    this.path = path;
    this.columns = List.copyOf(columns);
  }

  /** The SHA-256 of the content: the same content is loaded once, whatever the file's name. */
  public String contentKey() {
    try (InputStream file = Files.newInputStream(path);
        DigestInputStream digest =
            new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return "csv:" + HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException e) {
      throw unreadable(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * One row.
   *
   * @param line its last line in the file, from 1
   * @param values in the columns' order; see {@link CsvColumn#parse}
   */
  public record Row(long line, List<@Nullable Object> values) {}

  /**
   * The rows in order, read as they are asked for; to be closed. Reading fails with {@link
   * CsvProblem} if the file cannot be read, lacks a required column, or cells do not hold values of
   * their columns' types: the first ten of those are told at once, when the last row or the tenth
   * is reached.
   */
  public Stream<Row> rows() {
    try {
      Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
      return guarded(() -> rows(FORMAT.parse(reader)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Stream<Row> rows(CSVParser parser) {
    int[] positions = positions(parser);
    BadCells bad = new BadCells(path);
    Iterator<CSVRecord> records = parser.iterator();
    Iterator<Row> rows =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            boolean more = guarded(records::hasNext);
            if (!more) {
              bad.refuse();
            }
            return more;
          }

          @Override
          public Row next() {
            return guarded(() -> row(records.next(), positions, parser, bad));
          }
        };
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .onClose(() -> close(parser));
  }

  private Row row(CSVRecord record, int[] positions, CSVParser parser, BadCells bad) {
    return new Row(
        parser.getCurrentLineNumber(), Arrays.asList(values(record, positions, parser, bad)));
  }

  /** Every way in which the parser complains, as one. */
  private <T> T guarded(Callable<T> step) {
    try {
      return step.call();
    } catch (CsvProblem e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    } catch (Exception e) {
      throw e.getCause() instanceof IOException cause
          ? unreadable(cause)
          : new CsvProblem(path + ": " + e.getMessage());
    }
  }

  private static void close(CSVParser parser) {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[] positions(CSVParser parser) {
    Map<String, Integer> header = new HashMap<>();
    List<String> names = parser.getHeaderNames();
    for (int at = 0; at < names.size(); at++) {
      if (header.put(plain(names.get(at)), at) != null) {
        throw new CsvProblem("%s has two columns %s".formatted(path, plain(names.get(at))));
      }
    }
    List<String> missing =
        columns.stream()
            .filter(column -> column.required() && !header.containsKey(column.name()))
            .map(CsvColumn::name)
            .collect(Collectors.toCollection(ArrayList::new));
    if (!missing.isEmpty()) {
      throw new CsvProblem(
          "%s lacks the column%s %s"
              .formatted(path, missing.size() == 1 ? "" : "s", String.join(", ", missing)));
    }
    return columns.stream().mapToInt(column -> header.getOrDefault(column.name(), -1)).toArray();
  }

  /** Spreadsheets put a byte order mark before the first name. */
  private static String plain(String name) {
    return name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
  }

  private @Nullable Object[] values(
      CSVRecord record, int[] positions, CSVParser parser, BadCells bad) {
    @Nullable Object[] values = new @Nullable Object[positions.length];
    if (!record.isConsistent()) {
      bad.note(
          "line %d has %d cells, the header has %d"
              .formatted(
                  parser.getCurrentLineNumber(), record.size(), parser.getHeaderNames().size()));
      return values;
    }
    for (int i = 0; i < positions.length; i++) {
      values[i] =
          positions[i] < 0 ? null : cell(columns.get(i), record.get(positions[i]), parser, bad);
    }
    return values;
  }

  /** Null where the cell is bad: it is noted, and the reading fails in the end. */
  private static @Nullable Object cell(
      CsvColumn column, String text, CSVParser parser, BadCells bad) {
    try {
      return column.parse(text);
    } catch (IllegalArgumentException e) {
      bad.note("line %d: %s".formatted(parser.getCurrentLineNumber(), e.getMessage()));
      return null;
    }
  }

  private CsvProblem unreadable(IOException e) {
    if (Files.isDirectory(path)) {
      return new CsvProblem("'%s' is a folder, want a CSV file".formatted(path));
    }
    if (e.getMessage() != null && e.getMessage().contains("EOF reached")) {
      return new CsvProblem(path + " ends inside a quoted cell; a closing quote is missing");
    }
    if (e instanceof CharacterCodingException) {
      return new CsvProblem(path + " is not UTF-8 text");
    }
    return new CsvProblem(
        Files.exists(path)
            ? path + " cannot be read: " + e.getMessage()
            : path + " does not exist");
  }
}
