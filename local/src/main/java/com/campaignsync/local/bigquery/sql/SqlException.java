package com.campaignsync.local.bigquery.sql;

/** A statement that BigQuery would refuse, with its message and its reason code. */
public final class SqlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  private SqlException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A bad statement: {@code message at [line:column]}, reason invalidQuery. */
  public static SqlException invalid(String message, Position at) {
    return new SqlException("invalidQuery", message + " at " + at);
  }

  /** A bad statement where no place can be named. */
  public static SqlException invalid(String message) {
    return new SqlException("invalidQuery", message);
  }

  /** A table or dataset that does not exist, reason notFound. */
  public static SqlException notFound(String message) {
    return new SqlException("notFound", message);
  }

  /** Something that exists but must not, reason duplicate. */
  public static SqlException duplicate(String message) {
    return new SqlException("duplicate", message);
  }

  /**
   * A function off the list, its name in lower case, of those supported; BigQuery calls that an
   * invalid query.
   */
  public static SqlException notFoundFunction(String name, Position at) {
    return invalid("Function not found: " + name, at);
  }

  /** BigQuery's reason code. */
  public String reason() {
    return reason;
  }
}
