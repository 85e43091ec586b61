package com.campaignsync.benchmarks.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that one request led to, with their values, read from the server's log. */
final class SqlOfARequest {

  /** How a statement of the extended protocol, or of the simple one, stands in the log. */
  private static final Pattern STATEMENT =
      Pattern.compile("LOG: {2}(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);

  private static final Pattern VALUES =
      Pattern.compile("DETAIL: {2}[Pp]arameters: (.*)", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']|'')*')", Pattern.DOTALL);

  private SqlOfARequest() {}

  /**
   * @param log the server's log from {@code offset} on, of that request alone
   */
  static List<String> read(Path log, long offset) throws IOException {
    byte[] all = Files.readAllBytes(log);
    String text = new String(all, (int) offset, all.length - (int) offset, StandardCharsets.UTF_8);
    List<String> statements = new ArrayList<>();
    for (String entry : text.split("\n(?=\\d{4}-\\d\\d-\\d\\d )")) {
      Matcher values = VALUES.matcher(entry);
      Matcher statement = STATEMENT.matcher(entry);
      if (values.find() && !statements.isEmpty()) {
        int last = statements.size() - 1;
        statements.set(last, bound(statements.get(last), values.group(1)));
      } else if (statement.find()) {
        statements.add(statement.group(1).strip());
      }
    }
    return statements;
  }

  private static String bound(String sql, String values) {
    Matcher value = VALUE.matcher(values);
    String bound = sql;
    List<String> texts = new ArrayList<>();
    while (value.find()) {
      texts.add(value.group(2));
    }
    // From the last to the first: $1 is the beginning of $10.
    for (int i = texts.size(); i > 0; i--) {
      bound = bound.replace("$" + i, texts.get(i - 1));
    }
    return bound;
  }
}
