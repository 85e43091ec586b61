package com.campaignsync.local.bigquery.bqtool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of {@code src/test/bq/commands}.
 *
 * @param arguments as the tool gets them, after its global flags
 * @param succeeds whether its exit status is 0
 * @param printed found in its output, one after the other
 */
record BqCommand(List<String> arguments, boolean succeeds, List<Pattern> printed) {

  /** A word, or anything between double quotes. */
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static List<BqCommand> read(Path file) throws IOException {
    List<BqCommand> commands = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("$ ") || line.startsWith("! ")) {
        commands.add(
            new BqCommand(words(line.substring(2)), line.startsWith("$"), new ArrayList<>()));
      } else if (line.startsWith("> ")) {
        commands.get(commands.size() - 1).printed().add(Pattern.compile(line.substring(2)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IOException(file + " holds a line that is no command: " + line);
      }
    }
    return commands;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = ARGUMENT.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  /** The first expression that is not found after the one before it, or an empty text. */
  String missingIn(String output) {
    String text = output.replaceAll("\\s+", " ");
    int from = 0;
    for (Pattern pattern : printed) {
      Matcher found = pattern.matcher(text);
      if (!found.find(from)) {
        return pattern.pattern();
      }
      from = found.end();
    }
    return "";
  }
}
