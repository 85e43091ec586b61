package com.campaignsync.domain.source;

import java.util.List;

/** A mapping document that nobody could read rows by, with everything that is wrong with it. */
public final class InvalidMappingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidMappingException(List<String> problems) {
    super("the mapping is wrong: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem, naming the key it is about and what was expected. */
  public List<String> problems() {
    return problems;
  }
}
