package com.campaignsync.local.run;

/** Something that run-local needs went away; one line says what to do. Ends with exit code 1. */
final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Broken(String message, Throwable cause) {
    super(message, cause);
  }
}
