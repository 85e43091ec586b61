package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {

  @Test
  void whatIsNoUtf8_isRefusedAndNotGuessed() {
    // Lone continuation, overlong slash, half a character, a surrogate, beyond Unicode.
    for (String broken :
        List.of("%80", "%C0%AF", "%C3", "%E2%82", "%ED%A0%80", "%F4%90%80%80", "%FF")) {
      assertEquals(Optional.empty(), PercentEncoding.decodeQuery(broken), broken);
      assertEquals(Optional.empty(), PercentEncoding.decodeSegment("a" + broken), broken);
    }
  }

  @Test
  void brokenEscapes_areRefused() {
    for (String broken : List.of("%", "%1", "%zz", "%-1", "%+1", "a%")) {
      assertEquals(Optional.empty(), PercentEncoding.decodeQuery(broken), broken);
    }
  }

  @Test
  void plus_isABlankInQueriesAlone() {
    assertEquals(Optional.of("a b"), PercentEncoding.decodeQuery("a+b"));
    assertEquals(Optional.of("a+b"), PercentEncoding.decodeSegment("a+b"));
    assertEquals(Optional.of("a+b/%"), PercentEncoding.decodeSegment("a%2Bb%2F%25"));
  }

  @Test
  void decoding_undoesEncoding() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
        text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '%' : c);
      }
      String encoded = URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
      assertEquals(
          Optional.of(text.toString()), PercentEncoding.decodeQuery(encoded), "seed " + seed);
    }
  }
}
