package com.campaignsync.runtime.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The name of one state of a reply, so that a caller who has it is not sent it again (RFC 9110
 * §8.8.3 and §13.1.2).
 *
 * @param value as it stands in the header, with its quotes
 */
public record EntityTag(String value) {

  private static final String WEAK = "W/";

  /** 128 bits: two states of one address never share them by chance. */
  private static final int HASH_BYTES = 16;

  /**
   * A weak tag made of what the reply follows from: the same parts mean the same figures, though
   * not the same bytes of every release.
   */
  public static EntityTag ofParts(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return new EntityTag(WEAK + quoted(digest.digest()));
  }

  /** A strong tag of the reply's very bytes. */
  public static EntityTag ofBytes(byte[] bytes) {
    return new EntityTag(quoted(sha256().digest(bytes)));
  }

  /** Whether the caller's {@code If-None-Match} names this tag; {@code *} does not. */
  public boolean isIn(Optional<String> ifNoneMatch) {
    return ifNoneMatch.isPresent()
        && Arrays.stream(ifNoneMatch.get().split(",", -1))
            .anyMatch(tag -> opaque(tag.strip()).equals(opaque(value)));
  }

  /** Whether the caller wants no reply at all if there is any: {@code If-None-Match: *}. */
  public static boolean isAny(Optional<String> ifNoneMatch) {
    return ifNoneMatch.filter(list -> list.strip().equals("*")).isPresent();
  }

  /** Weak comparison, as §13.1.2 asks for: the mark of weakness makes no difference. */
  private static String opaque(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }

  private static String quoted(byte[] hash) {
    return '"'
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES))
        + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
