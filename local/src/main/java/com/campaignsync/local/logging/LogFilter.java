package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.v2.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the part of the Logging query language that people and our API use: comparisons {@code
 * field op value} and quoted strings sought in every field, all of which must hold. They are joined
 * by AND or by nothing. The rest of the language is refused by name.
 */
final class LogFilter {
  /** The service's own limit on a query's length. */
  private static final int CHARACTERS_MAX = 20_000;

  private static final List<String> NOT_OFFERED = List.of("OR", "NOT", "-", "--");

  private final List<FilterToken> tokens;
  private int position;

  private LogFilter(List<FilterToken> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT naming what cannot be read
   */
  static Predicate<LogEntry> parse(String filter) {
    if (filter.length() > CHARACTERS_MAX) {
      throw GrpcErrors.invalid("Filter is longer than 20,000 characters");
    }
    return new LogFilter(FilterToken.all(filter)).conjunction();
  }

  private Predicate<LogEntry> conjunction() {
    List<Predicate<LogEntry>> terms = new ArrayList<>();
    while (position < tokens.size()) {
      if (!terms.isEmpty() && tokens.get(position).isWord("AND")) {
        position++;
      }
      terms.add(term());
    }
    return entry -> terms.stream().allMatch(term -> term.test(entry));
  }

  private Predicate<LogEntry> term() {
    FilterToken first = next("a comparison");
    if (first.is(FilterToken.Kind.QUOTED)) {
      return new AnyField(first.text());
    }
    if (!first.is(FilterToken.Kind.WORD)
        || first.isWord("AND")
        || NOT_OFFERED.contains(first.text())
        || first.text().startsWith("-")) {
      throw refused(first.text());
    }
    FilterToken operator = next("an operator after " + first.text());
    if (!operator.is(FilterToken.Kind.OPERATOR)) {
      throw refused(first.text() + " without an operator");
    }
    FilterToken value = next("a value after " + first.text() + operator.text());
    if (value.is(FilterToken.Kind.OPERATOR) || value.isWord("*")) {
      throw refused(operator.text() + value.text());
    }
    return Comparison.of(first.text(), operator.text(), value.text());
  }

  private FilterToken next(String wanted) {
    if (position == tokens.size()) {
      throw GrpcErrors.invalid("Unparseable filter: want " + wanted + " at its end");
    }
    return tokens.get(position++);
  }

  private static RuntimeException refused(String what) {
    return GrpcErrors.invalid(
        "Unparseable filter: run-local's Cloud Logging does not know '" + what + "'");
  }
}
