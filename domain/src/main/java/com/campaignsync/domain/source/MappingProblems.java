package com.campaignsync.domain.source;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a mapping document, to be told at once. */
final class MappingProblems {

  private final List<String> problems = new ArrayList<>();

  void add(String key, String problem) {
    problems.add(key + " " + problem);
  }

  /** All of them, in order of their keys. */
  List<String> all() {
    return problems.stream().sorted().toList();
  }
}
