package com.campaignsync.functions.metricsapi.docs;

import com.campaignsync.runtime.http.EntityTag;
import com.campaignsync.runtime.http.Reply;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is the same for everybody until the next release; made when first asked for. */
final class Page {

  /** A release is seen within five minutes. */
  private static final String CACHE_CONTROL = "public, max-age=300";

  private final String mediaType;
  private final Supplier<byte[]> content;
  private volatile @Nullable Made made;

  Page(String mediaType, Supplier<byte[]> content) {
    this.mediaType = mediaType;
    this.content = content;
  }

  private record Made(Reply reply, EntityTag tag) {}

  /** The reply, or 304 where {@code If-None-Match} names it. */
  Reply reply(Optional<String> ifNoneMatch) {
    Made page = made();
    boolean isKnown = page.tag.isIn(ifNoneMatch) || EntityTag.isAny(ifNoneMatch);
    return (isKnown ? Reply.empty(304) : page.reply)
        .header("Cache-Control", CACHE_CONTROL)
        .header("ETag", page.tag.value());
  }

  /** Two first callers may both make it; they make the same. */
  private Made made() {
    Made known = made;
    if (known == null) {
      byte[] bytes = content.get();
      known = new Made(Reply.of(200, mediaType, bytes), EntityTag.ofBytes(bytes));
      made = known;
    }
    return known;
  }
}
