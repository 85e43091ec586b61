package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word, quoted string or operator of a filter. */
record FilterToken(Kind kind, String text) {
  enum Kind {
    /** Without its quotes and escapes. */
    QUOTED,
    OPERATOR,
    /** AND, OR, NOT, a minus for NOT, or a parenthesis. */
    JOIN,
    /** Anything else without spaces: a path, a number. */
    WORD
  }

  /** A quoted string is scanned: this engine's stack bounds how often a group may repeat. */
  private static final Pattern NEXT =
      Pattern.compile(
          "\\s*(?:(?<quote>\")|(?<operator>=~|!~|>=|<=|!=|[=<>:])"
              + "|(?<join>[()]|(?:AND|OR|NOT)\\b(?![.:=])|-(?![\\d-]))"
              + "|(?<word>-?[\\p{L}\\p{N}_.+*/@%]"
              + "[\\p{L}\\p{N}_.+*/@%-]*+(?:(?<=\\.)\"[^\"]*+\"[\\p{L}\\p{N}_.+*/@%-]*+){0,20})"
              + "|(?<other>\\S))");

  /**
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT naming what cannot be read
   */
  static List<FilterToken> all(String filter) {
    List<FilterToken> tokens = new ArrayList<>();
    Matcher next = NEXT.matcher(filter.strip());
    while (next.lookingAt()) {
      int end = next.end();
      if (next.group("quote") == null) {
        tokens.add(token(next));
      } else {
        StringBuilder text = new StringBuilder();
        end = scan(filter.strip(), end, text);
        tokens.add(new FilterToken(Kind.QUOTED, text.toString()));
      }
      next.region(end, next.regionEnd());
    }
    return tokens;
  }

  /** Answers where the text after the closing quote begins. */
  private static int scan(String filter, int start, StringBuilder text) {
    for (int i = start; i < filter.length(); i++) {
      char c = filter.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < filter.length()) {
        c = filter.charAt(++i);
      }
      text.append(c);
    }
    throw GrpcErrors.invalid("Unparseable filter: want a quote at its end");
  }

  private static FilterToken token(Matcher matched) {
    if (matched.group("operator") != null) {
      return new FilterToken(Kind.OPERATOR, matched.group("operator"));
    }
    if (matched.group("join") != null) {
      return new FilterToken(Kind.JOIN, matched.group("join"));
    }
    if (matched.group("word") != null) {
      return new FilterToken(Kind.WORD, matched.group("word"));
    }
    throw GrpcErrors.invalid(
        "Unparseable filter: '%s' at character %d is not supported locally"
            .formatted(matched.group("other"), matched.start("other") + 1));
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return (kind == Kind.WORD || kind == Kind.JOIN) && text.equals(word);
  }
}
