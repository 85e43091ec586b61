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
    /** Anything else without spaces: a path, a number, AND. */
    WORD
  }

  private static final Pattern NEXT =
      Pattern.compile(
          "\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<operator>=~|!~|>=|<=|!=|[=<>:])"
              + "|(?<word>(?:[\\p{L}\\p{N}_.+*/@%-]|(?<=\\.)\"[^\"]*\")+)|(?<other>\\S))",
          Pattern.DOTALL);

  /**
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT naming what cannot be read
   */
  static List<FilterToken> all(String filter) {
    List<FilterToken> tokens = new ArrayList<>();
    Matcher next = NEXT.matcher(filter.strip());
    while (next.lookingAt()) {
      tokens.add(token(next));
      next.region(next.end(), next.regionEnd());
    }
    return tokens;
  }

  private static FilterToken token(Matcher matched) {
    if (matched.group("quoted") != null) {
      String text = matched.group("quoted").replaceAll("\\\\(.)", "$1");
      return new FilterToken(Kind.QUOTED, text);
    }
    if (matched.group("operator") != null) {
      return new FilterToken(Kind.OPERATOR, matched.group("operator"));
    }
    if (matched.group("word") != null) {
      return new FilterToken(Kind.WORD, matched.group("word"));
    }
    throw GrpcErrors.invalid(
        "Unparseable filter: run-local's Cloud Logging does not know '%s' at character %d"
            .formatted(matched.group("other"), matched.start("other") + 1));
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
