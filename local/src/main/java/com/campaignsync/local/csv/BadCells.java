package com.campaignsync.local.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first bad cells of a file: who mends one wants to know of the others. */
final class BadCells {

  /** As many as one sees at a glance; a column of a wrong type has thousands. */
  private static final int TOLD_MAX = 10;

  private final Path path;
  private final List<String> problems = new ArrayList<>();

  BadCells(Path path) {
    this.path = path;
  }

  /**
   * @throws CsvProblem once there are as many as are told
   */
  void note(String problem) {
    problems.add(problem);
    if (problems.size() == TOLD_MAX) {
      throw new CsvProblem(path + " " + String.join("; ", problems) + "; perhaps more");
    }
  }

  /**
   * @throws CsvProblem if there are any
   */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new CsvProblem(path + " " + String.join("; ", problems));
    }
  }
}
