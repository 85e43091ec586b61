package com.campaignsync.runtime.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id by which a caller and our logs name one request. */
final class RequestId {

  /** Printable and harmless in a header, a log line and a shell. */
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:+/=~-]{1,128}");

  private RequestId() {}

  /** The caller's own id if usable, else a new one. */
  static String of(Optional<String> header) {
    return header
        .filter(id -> USABLE.matcher(id).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }
}
