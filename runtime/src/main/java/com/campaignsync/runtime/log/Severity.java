package com.campaignsync.runtime.log;

/** The severities of Cloud Logging that we use. */
public enum Severity {
  /** For a developer. */
  DEBUG,
  /** Normal, worth keeping. */
  INFO,
  /** Works, but somebody should know. */
  WARNING,
  /** Failed: somebody should act. */
  ERROR,
  /** Failed for everybody. */
  CRITICAL
}
