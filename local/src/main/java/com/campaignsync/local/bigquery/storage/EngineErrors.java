package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What DuckDB says about a statement, in BigQuery's words. Its own words and its names for our
 * tables never reach a client: what is not known here is reported as not supported.
 */
public final class EngineErrors {

  /**
   * An error for the client.
   *
   * @param reason BigQuery's, such as {@code invalidQuery}
   * @param known false if DuckDB's text is none we have words for: worth a look in the log
   */
  public record Said(String reason, String message, boolean known) {}

  /** What our own functions and macros throw: already BigQuery's words. */
  private static final Pattern OURS =
      Pattern.compile("(?:Invalid Input Error: )?java\\.lang\\.\\w+: (.*)");

  private record Rule(String pattern, String reason, String words) {
    private Matcher in(String text) {
      return Pattern.compile(pattern).matcher(text);
    }
  }

  private static final String WRONG = "invalidQuery";

  /** First that is found wins; {@code $1} is the pattern's first group. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "(?i)interrupted",
              "stopped",
              "Job execution was cancelled: User requested cancellation"),
          new Rule(
              "(?i)^out of memory",
              "resourcesExceeded",
              "Resources exceeded during query execution: the local BigQuery has 2 GB of memory"),
          new Rule(
              "NOT NULL constraint failed: [^.]+\\.\"?([^\"]+)\"?$",
              WRONG,
              "Required field $1 cannot be null"),
          new Rule("[Oo]verflow.*DECIMAL", WRONG, "numeric overflow"),
          new Rule("Overflow in subtraction of INT64 \\(0 - (.*)\\)", WRONG, "int64 overflow: -$1"),
          new Rule("Overflow in \\w+ of INT64 \\((.*)\\)", WRONG, "int64 overflow: $1"),
          new Rule("Overflow on abs\\((.*)\\)", WRONG, "int64 overflow: -$1"),
          new Rule("Overflow in division of (.*?)[!;]?$", WRONG, "int64 overflow: $1"),
          new Rule("Type (?:INT128|HUGEINT) with value", WRONG, "int64 overflow"),
          new Rule("Type DOUBLE with value (\\S+) .* INT64", WRONG, "int64 out of range: $1"),
          new Rule("cast decimal value (\\S+) to type INT64", WRONG, "int64 out of range: $1"),
          new Rule("Type INT64 with value (\\S+) .* INT32", WRONG, "int64 out of range: $1"),
          new Rule("string ['\"](.*)['\"] to DOUBLE", WRONG, "Bad double value: $1"),
          new Rule("string ['\"](.*)['\"] to (?:INT64|BIGINT)", WRONG, "Bad int64 value: $1"),
          new Rule("string ['\"](.*)['\"] to DECIMAL", WRONG, "Invalid NUMERIC value: $1"),
          new Rule("Casting value .* to type DECIMAL", WRONG, "numeric overflow"),
          new Rule("to type DECIMAL.*out of range", WRONG, "numeric overflow"),
          new Rule("date field.*: \"(.*?)\"", WRONG, "Invalid date: '$1'"),
          new Rule("timestamp field.*: \"(.*?)\"", WRONG, "Invalid timestamp: '$1'"),
          new Rule(
              "Could not parse string \"(.*)\" acc", WRONG, "Failed to parse input string \"$1\""),
          new Rule("Timestamp .*out of range", WRONG, "TIMESTAMP result out of range"),
          new Rule("Date .*out of range", WRONG, "DATE result out of range"),
          new Rule(
              "More than one row returned",
              WRONG,
              "Scalar subquery produced more than one element"),
          new Rule("as base64", WRONG, "Failed to decode invalid base64 string"),
          new Rule("hex digit", WRONG, "Failed to decode invalid hexadecimal string"),
          new Rule("could not convert blob to UTF8", WRONG, "Invalid cast of bytes to UTF8 string"),
          new Rule(
              "replacement string.*: (Rewrite.*)", WRONG, "Invalid REGEXP_REPLACE pattern: $1"),
          new Rule(
              "^(?:Invalid Input Error: )?((?:missing|invalid|no argument|bad|unexpected|trailing)"
                  + " .*|.*repetition operator.*)",
              WRONG,
              "Cannot parse regular expression: $1"),
          new Rule(
              "ultiple source rows|update the same row",
              WRONG,
              "UPDATE/MERGE must match at most one source row for each target row"),
          new Rule("(?i)overflow|out of range", WRONG, "A value is out of range"));

  private EngineErrors() {}

  /** What to tell the client of the failure. */
  public static Said of(SQLException failure) {
    return of(String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
  }

  private static Said of(String text) {
    Matcher ours = OURS.matcher(text);
    if (ours.matches()) {
      return new Said(WRONG, ours.group(1), true);
    }
    for (Rule rule : RULES) {
      Matcher found = rule.in(text);
      if (found.find()) {
        String what = found.groupCount() > 0 ? String.valueOf(found.group(1)) : "";
        return new Said(rule.reason(), rule.words().replace("$1", what), true);
      }
    }
    return new Said(
        WRONG,
        "The statement failed: what it does is not supported locally (the log of the local BigQuery"
            + " says more)",
        false);
  }
}
