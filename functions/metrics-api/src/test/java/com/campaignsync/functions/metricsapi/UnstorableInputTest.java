package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the store could keep may be asked for; what it could not is refused, and never a fault. */
class UnstorableInputTest extends ApiFixture {

  private static final String ONE = "/connections/" + Fakes.CONNECTION_A;

  /** Half of an emoji, as JSON alone can say it. */
  private static final String HALF = "\\ud83d";

  private TestApi.Answer asAdmin(String method, String target, String body) {
    return api.send(method, target, TestApi.admin("t1"), body);
  }

  @Test
  void numbersBeyondReason_areMalformedInAnyBody() {
    for (String number : List.of("1e99999999999", "1e2147483648", "-1E-2147483649", "1e10000")) {
      String body = "{\"start_date\":%s}".formatted(number);
      assertRefused(400, "MALFORMED_JSON", post(SYNC, body));
      String mapping = "{\"mapping\":{\"spend\":%s}}".formatted(number);
      assertRefused(400, "MALFORMED_JSON", asAdmin("PATCH", ONE, mapping));
      String connection = "{\"platform\":\"x\",\"mapping\":{\"spend\":%s}}".formatted(number);
      assertRefused(400, "MALFORMED_JSON", asAdmin("POST", "/connections", connection));
    }
    assertRefused(400, "INVALID_FIELD", post(SYNC, "{\"start_date\":1e999}"));
  }

  @Test
  void numbersOfAThousandDigits_areWrittenOutInAMapping() {
    for (String number : List.of("1e999", "1e-1000")) {
      String body = "{\"platform\":\"x\",\"mapping\":{\"spend\":%s}}".formatted(number);
      TestApi.Answer answer = asAdmin("POST", "/connections", body);
      assertFalse(answer.status() >= 500, answer.text());
    }
  }

  @Test
  void halfAnEmoji_isNoText() {
    Map<String, String> wrong =
        Map.of(
            "{\"platform\":\"x%s\"}", "INVALID_FIELD",
            "{\"platform\":\"x\",\"name\":\"%s\"}", "INVALID_FIELD",
            "{\"platform\":\"x\",\"account_id\":\"%sx\"}", "INVALID_FIELD",
            "{\"platform\":\"x\",\"mapping\":{\"spend\":\"a%s\"}}", "INVALID_FIELD",
            "{\"platform\":\"x\",\"mapping\":{\"a%s\":\"spend\"}}", "INVALID_FIELD");
    wrong.forEach(
        (body, reason) ->
            assertRefused(400, reason, asAdmin("POST", "/connections", body.formatted(HALF))));
    assertRefused(400, "INVALID_PLATFORM", post(SYNC, "{\"platform\":\"%s\"}".formatted(HALF)));
    assertRefused(400, "UNKNOWN_FIELD", post(SYNC, "{\"%s\":1}".formatted(HALF)));
    assertEquals(List.of(), fakes.admin.created);
    assertEquals(List.of(), fakes.requested);
  }

  @Test
  void wholeEmojis_areText() {
    String body = "{\"platform\":\"x\",\"name\":\"\\ud83d\\ude00\"}";
    assertEquals(201, asAdmin("POST", "/connections", body).status());
    assertEquals("😀", fakes.admin.created.get(0).name());
  }

  @Test
  void storableTexts_areRepresentable() {
    for (String text : List.of("a\0", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db")) {
      assertFalse(Input.isRepresentable(text), text);
    }
    assertEquals("語😀", Input.storable("語😀"));
  }

  @Test
  void anyCurrencyOfTheStore_isAskable() {
    fakes.report = report(false, new CurrencyTotal("EUR", TEN));
    for (String currency : List.of("US$", "€", " ", "E'R", "a".repeat(16), "😀".repeat(16))) {
      String target = METRICS + "?currency=" + URLEncoder.encode(currency, StandardCharsets.UTF_8);
      assertEquals(200, get(target).status(), currency);
      assertEquals(Optional.of(currency), asked().filter().currency());
    }
  }
}
