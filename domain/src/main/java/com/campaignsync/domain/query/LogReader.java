package com.campaignsync.domain.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what the functions logged. */
public interface LogReader {

  /** Most entries of one page: an entry may have some kilobytes. */
  int PAGE_MAX = 100;

  /**
   * A page of entries, the newest first.
   *
   * @param max 1 to {@link #PAGE_MAX}
   * @param pageToken of the page before, with the same query; null for the first
   * @return fails with {@link Unavailable} only
   */
  Mono<Page> read(LogQuery query, int max, @Nullable String pageToken);

  /**
   * A page.
   *
   * @param entries may be fewer than asked for, even none, where there are more pages
   * @param nextPageToken null behind the last page
   */
  record Page(List<LoggedEntry> entries, @Nullable String nextPageToken) {}

  /** Why there is no answer; stable names. */
  enum Code {
    /** No answer in time. */
    LOGGING_UNAVAILABLE,
    /** The service reads no more for now: its quota per minute is used up. */
    LOGGING_BUSY,
    /** We may not read logs. */
    LOGGING_DENIED,
    /** The page token is none of this query, or too old. */
    LOGGING_PAGE_TOKEN,
    /** The service does not understand us. */
    LOGGING_REFUSED
  }

  /** The log cannot be read now. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    public Unavailable(Code code, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.code = code;
    }

    public Code code() {
      return code;
    }
  }
}
