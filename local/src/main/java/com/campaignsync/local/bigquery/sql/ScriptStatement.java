package com.campaignsync.local.bigquery.sql;

/**
 * One statement of a script, or the only one of a query.
 *
 * @param text as written, from its first token up to the semicolon
 * @param start of its first token
 * @param end of the semicolon or of the script
 * @param parametersBefore how many {@code ?} the statements before it have
 */
public record ScriptStatement(
    Statement statement, String text, Position start, Position end, int parametersBefore) {

  /** The place in the script that a message about {@link #text} alone calls {@code inText}. */
  public Position inScript(Position inText) {
    return inText.line() == 1
        ? new Position(start.line(), start.column() + inText.column() - 1)
        : new Position(start.line() + inText.line() - 1, inText.column());
  }
}
