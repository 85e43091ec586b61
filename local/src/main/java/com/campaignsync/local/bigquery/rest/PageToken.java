package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page begins, opaque to the client. */
final class PageToken {

  private static final String MARK = "row:";

  private PageToken() {}

  static String of(long row) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + row).getBytes(StandardCharsets.UTF_8));
  }

  /** The first row wanted, by {@code pageToken}, else {@code startIndex}, else 0. */
  static long start(Call call) {
    String token = call.text("pageToken", "");
    if (token.isEmpty()) {
      return call.number("startIndex", 0);
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return Long.parseUnsignedLong(text.substring(MARK.length()));
      }
    } catch (IllegalArgumentException e) {
      throw new JobFailure("invalid", "Invalid page token.");
    }
    throw new JobFailure("invalid", "Invalid page token.");
  }
}
