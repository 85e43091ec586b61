package com.campaignsync.local.csv;

/** A CSV file that cannot be loaded; nothing of it was. The message names the file and the line. */
public final class CsvProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CsvProblem(String message) {
    super(message);
  }
}
