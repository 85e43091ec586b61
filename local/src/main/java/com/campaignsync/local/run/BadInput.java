package com.campaignsync.local.run;

/** What the user asked for cannot be done; one line says why. Ends the command with exit code 2. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
