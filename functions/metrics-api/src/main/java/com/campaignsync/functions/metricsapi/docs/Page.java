package com.campaignsync.functions.metricsapi.docs;

import com.campaignsync.runtime.http.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is the same for everybody until the next release; made when first asked for. */
final class Page {

  /** Bytes of the digest that an ETag keeps: enough to tell two releases apart. */
  private static final int ETAG_BYTES = 12;

  /** A release is seen within five minutes. */
  private static final String CACHE_CONTROL = "public, max-age=300";

  private final String mediaType;
  private final Supplier<byte[]> content;
  private volatile @Nullable Reply made;

  Page(String mediaType, Supplier<byte[]> content) {
    this.mediaType = mediaType;
    this.content = content;
  }

  /** The reply. Two first callers may both make it; they make the same. */
  Reply reply() {
    Reply known = made;
    if (known == null) {
      byte[] bytes = content.get();
      known =
          Reply.of(200, mediaType, bytes)
              .header("Cache-Control", CACHE_CONTROL)
              .header("ETag", etag(bytes));
      made = known;
    }
    return known;
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, ETAG_BYTES)) + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
