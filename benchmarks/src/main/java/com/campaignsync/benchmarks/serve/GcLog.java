package com.campaignsync.benchmarks.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's log of its collections: what was still in use after each. */
final class GcLog {

  static final Path FILE =
      Path.of(System.getProperty("java.io.tmpdir"), "campaign-sync-serve-gc.log");

  private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\(");

  private GcLog() {}

  static long mibAfterCollectionMax() throws IOException {
    Matcher heap = HEAP.matcher(Files.readString(FILE));
    long most = 0;
    while (heap.find()) {
      most = Math.max(most, Long.parseLong(heap.group(2)));
    }
    return most;
  }
}
