package com.campaignsync.local.bigquery.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The BigQuery statements of the product, as they are sent: found in its sources, not listed. */
final class ShippedStatements {

  private static final Path ROOT = Path.of("..");
  private static final Path ADAPTER = ROOT.resolve("adapters/bigquery/src");
  private static final Pattern TEXT_BLOCK =
      Pattern.compile("\"\"\"\\s*\\n(.*?)\"\"\"", Pattern.DOTALL);
  private static final Pattern STATEMENT =
      Pattern.compile("(?i)(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE)\\s.*", Pattern.DOTALL);
  private static final Pattern HOLE = Pattern.compile("\\{\\w+}");

  private ShippedStatements() {}

  /** The adapter's statements with holes for names, by file name. */
  static Map<String, String> templates() throws IOException {
    return texts(ADAPTER.resolve("main/resources"));
  }

  /** The adapter's statements with the holes filled, as its own tests prove them, by file name. */
  static Map<String, String> rendered() throws IOException {
    return texts(ADAPTER.resolve("test/resources"));
  }

  private static Map<String, String> texts(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files(directory, ".sql")) {
      texts.put(directory.relativize(file).toString(), Files.readString(file));
    }
    return texts;
  }

  private static List<Path> files(Path directory, String suffix) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Whether the statement is, or holds, the template with something in each hole. */
  static boolean isRendered(String template, String statement) {
    Matcher hole = HOLE.matcher(template);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (; hole.find(); end = hole.end()) {
      pattern.append(Pattern.quote(template.substring(end, hole.start()))).append(".+?");
    }
    pattern.append(Pattern.quote(template.substring(end).strip()));
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(statement.strip()).find();
  }

  /**
   * The statements written in the Java code of {@code module} that speaks to BigQuery, by class
   * name and number; {@code %s} stands for a project, dataset or both.
   */
  static Map<String, String> inCode(String module) throws IOException {
    Map<String, String> statements = new TreeMap<>();
    for (Path file : files(ROOT.resolve(module).resolve("src/main/java"), ".java")) {
      String source = Files.readString(file);
      if (source.contains("import com.google.cloud.bigquery.")) {
        List<String> found = textBlocks(source);
        for (int i = 0; i < found.size(); i++) {
          statements.put(file.getFileName() + "#" + (i + 1), found.get(i));
        }
      }
    }
    return statements;
  }

  private static List<String> textBlocks(String source) {
    List<String> statements = new ArrayList<>();
    Matcher block = TEXT_BLOCK.matcher(source);
    while (block.find()) {
      String text = block.group(1).stripIndent().translateEscapes();
      if (STATEMENT.matcher(text.strip()).matches()) {
        statements.add(text);
      }
    }
    return statements;
  }
}
