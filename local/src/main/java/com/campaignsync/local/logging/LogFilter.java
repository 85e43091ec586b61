package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.v2.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the Logging query language: comparisons {@code field op value}, {@code field op (value OR
 * value)} and quoted strings sought in every field, joined by NOT (or a minus), OR, and AND (or
 * nothing), which bind in that order, and parentheses. The rest of the language is refused by name.
 */
final class LogFilter {
  /** The service's own limit on a query's length. */
  private static final int CHARACTERS_MAX = 20_000;

  /** Far more than people nest, and far less than a thread's stack takes. */
  private static final int DEPTH_MAX = 50;

  private final List<FilterToken> tokens;
  private int position;
  private int depth;

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
    LogFilter parser = new LogFilter(FilterToken.all(filter));
    if (parser.tokens.isEmpty()) {
      return entry -> true;
    }
    Predicate<LogEntry> all = parser.conjunction(parser::comparison);
    if (parser.position < parser.tokens.size()) {
      throw refused(parser.tokens.get(parser.position).text());
    }
    return all;
  }

  /**
   * @param atom reads what stands between the operators
   */
  private Predicate<LogEntry> conjunction(Supplier<Predicate<LogEntry>> atom) {
    List<Predicate<LogEntry>> terms = new ArrayList<>();
    do {
      terms.add(disjunction(atom));
    } while (takes("AND") || (position < tokens.size() && !tokens.get(position).isWord(")")));
    return entry -> terms.stream().allMatch(term -> term.test(entry));
  }

  private Predicate<LogEntry> disjunction(Supplier<Predicate<LogEntry>> atom) {
    List<Predicate<LogEntry>> terms = new ArrayList<>();
    do {
      terms.add(factor(atom));
    } while (takes("OR"));
    return entry -> terms.stream().anyMatch(term -> term.test(entry));
  }

  private Predicate<LogEntry> factor(Supplier<Predicate<LogEntry>> atom) {
    if (++depth > DEPTH_MAX) {
      throw GrpcErrors.invalid("Unparseable filter: nested deeper than " + DEPTH_MAX);
    }
    Predicate<LogEntry> read;
    if (takes("NOT") || takes("-")) {
      read = factor(atom).negate();
    } else if (takes("(")) {
      read = group(atom);
    } else {
      read = atom.get();
    }
    depth--;
    return read;
  }

  private Predicate<LogEntry> group(Supplier<Predicate<LogEntry>> atom) {
    Predicate<LogEntry> inner = conjunction(atom);
    if (!takes(")")) {
      throw GrpcErrors.invalid("Unparseable filter: want ) at its end");
    }
    return inner;
  }

  private Predicate<LogEntry> comparison() {
    FilterToken first = next("a comparison");
    if (first.is(FilterToken.Kind.QUOTED)) {
      return new AnyField(first.text());
    }
    if (!first.is(FilterToken.Kind.WORD)) {
      throw refused(first.text());
    }
    FilterToken operator = next("an operator after " + first.text());
    if (!operator.is(FilterToken.Kind.OPERATOR)) {
      throw refused(first.text() + " without an operator");
    }
    Supplier<Predicate<LogEntry>> value = () -> value(first.text(), operator.text());
    return takes("(") ? group(value) : value.get();
  }

  private Predicate<LogEntry> value(String path, String operator) {
    FilterToken value = next("a value after " + path + operator);
    if (value.is(FilterToken.Kind.OPERATOR) || value.is(FilterToken.Kind.JOIN)) {
      throw refused(operator + value.text());
    }
    return value.isWord("*")
        ? Comparison.present(path, operator)
        : Comparison.of(path, operator, value.text());
  }

  private boolean takes(String word) {
    boolean there = position < tokens.size() && tokens.get(position).isWord(word);
    position += there ? 1 : 0;
    return there;
  }

  private FilterToken next(String wanted) {
    if (position == tokens.size()) {
      throw GrpcErrors.invalid("Unparseable filter: want " + wanted + " at its end");
    }
    return tokens.get(position++);
  }

  private static RuntimeException refused(String what) {
    return GrpcErrors.invalid("Unparseable filter: '" + what + "' is not supported locally");
  }
}
