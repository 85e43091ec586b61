package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Query;

/** How many rows a page has. */
final class PageSize {

  private static final int DEFAULT = 100;

  /** Larger pages are taken for this one: an answer stays below a megabyte or so. */
  private static final int MAX = 1000;

  private PageSize() {}

  static int of(Query query) {
    return Input.count("INVALID_PAGE_SIZE", "page_size", query.single("page_size"), DEFAULT, MAX);
  }
}
