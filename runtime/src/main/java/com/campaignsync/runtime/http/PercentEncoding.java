package com.campaignsync.runtime.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Undoes the escapes of a URL. Stricter than the JDK's decoder, which answers a question mark for
 * bytes that are no UTF-8: two different ids would become one.
 */
final class PercentEncoding {

  private static final int HEX = 16;

  private PercentEncoding() {}

  /** A path's segment; empty if an escape is broken or the bytes are no UTF-8. */
  static Optional<String> decodeSegment(String encoded) {
    return decode(encoded, false);
  }

  /** A name or value of a query, where a plus is a blank; empty as above. */
  static Optional<String> decodeQuery(String encoded) {
    return decode(encoded, true);
  }

  private static Optional<String> decode(String encoded, boolean plusIsBlank) {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
      return Optional.of(encoded);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    int i = 0;
    while (i < encoded.length()) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int octet = octet(encoded, i + 1);
        if (octet < 0) {
          return Optional.empty();
        }
        bytes.write(octet);
        i += 3;
      } else {
        int end = Character.isHighSurrogate(c) && i + 1 < encoded.length() ? i + 2 : i + 1;
        String plain = c == '+' && plusIsBlank ? " " : encoded.substring(i, end);
        bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static int octet(String encoded, int at) {
    if (at + 2 > encoded.length()) {
      return -1;
    }
    int high = Character.digit(encoded.charAt(at), HEX);
    int low = Character.digit(encoded.charAt(at + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
