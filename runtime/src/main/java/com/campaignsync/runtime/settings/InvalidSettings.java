package com.campaignsync.runtime.settings;

import java.util.List;

/** The environment's settings are unusable; the message names every variable and what it needs. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidSettings(List<String> problems) {
    super(
        "%d invalid setting%s:\n  %s"
            .formatted(
                problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** One line a variable: its name, then what was expected. No line holds a secret's value. */
  public List<String> problems() {
    return problems;
  }
}
