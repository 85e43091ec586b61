package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.runtime.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the values that requests are made of; whatever is not exactly right is refused. */
final class Input {

  /** Most campaigns that a body names: a page holds no more rows either. */
  private static final int IDS_MAX = 1000;

  /**
   * Most that an address names: with their commas escaped they are 5,850 of its 7,168 characters.
   */
  private static final int QUERY_IDS_MAX = 150;

  private static final int TEXT_CHARS_MAX = 256;
  private static final int YEAR_MIN = 1900;
  private static final int YEAR_MAX = 2199;

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  /** As many digits as a {@code long} surely holds. */
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  /** As long as the store keeps them. */
  private static final int CURRENCY_CHARS_MAX = 16;

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private Input() {}

  static LocalDate date(String name, String text) {
    try {
      LocalDate date = DATE.matcher(text).matches() ? LocalDate.parse(text) : LocalDate.MIN;
      if (date.getYear() >= YEAR_MIN && date.getYear() <= YEAR_MAX) {
        return date;
      }
    } catch (DateTimeParseException noSuchDay) {
      throw invalidDate(name);
    }
    throw invalidDate(name);
  }

  private static Problem invalidDate(String name) {
    return Problem.badRequest("INVALID_DATE", name + " must be a day, as 2026-03-29");
  }

  /** An instant as RFC 3339 §5.6 has it; finer than a microsecond is cut off, as in the store. */
  static Instant instant(String name, String text) {
    try {
      if (INSTANT.matcher(text).matches()) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() >= YEAR_MIN && time.getYear() <= YEAR_MAX) {
          return time.toInstant().truncatedTo(ChronoUnit.MICROS);
        }
      }
    } catch (DateTimeParseException noSuchTime) {
      throw invalidInstant(name);
    }
    throw invalidInstant(name);
  }

  private static Problem invalidInstant(String name) {
    return Problem.badRequest(
        "INVALID_INSTANT",
        name + " must be as 2026-03-29T08:00:00Z or 2026-03-29T10:00:00%2B02:00, + sent as %2B");
  }

  static UUID id(String name, String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Problem.badRequest("INVALID_ID", name + " must be a UUID");
    }
    return UUID.fromString(text);
  }

  /** Distinct ids of a body in the order given. */
  static List<UUID> ids(String name, List<String> texts) {
    return ids(name, texts, IDS_MAX);
  }

  /** Distinct ids of a query in the order given. */
  static List<UUID> queryIds(String name, List<String> texts) {
    return ids(name, texts, QUERY_IDS_MAX);
  }

  private static List<UUID> ids(String name, List<String> texts, int max) {
    if (texts.size() > max) {
      throw Problem.badRequest("TOO_MANY_IDS", name + " may hold at most " + max);
    }
    return texts.stream().map(text -> id(name, text)).distinct().toList();
  }

  static String platform(String text) {
    try {
      return storable(text);
    } catch (IllegalArgumentException unusable) {
      throw Problem.badRequest("INVALID_PLATFORM", "platform must be a name, as google_ads");
    }
  }

  /**
   * Text that the store could hold as a name.
   *
   * @throws IllegalArgumentException if it is blank, too long or not {@link #isRepresentable}
   */
  static String storable(String text) {
    if (text.isBlank() || characters(text) > TEXT_CHARS_MAX || !isRepresentable(text)) {
      throw new IllegalArgumentException(
          "must be 1 to %d characters, none of them zero".formatted(TEXT_CHARS_MAX));
    }
    return text;
  }

  /** As Postgres counts them: one outside the basic plane is two chars, and one of these. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Whether the store could hold exactly this text. Postgres has no room for the zero character,
   * and an unpaired surrogate has no UTF-8: it would be sent as a question mark, another text.
   */
  static boolean isRepresentable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Whatever the source called a currency must be askable: not only ISO 4217's codes. */
  static String currency(String text) {
    if (text.isEmpty() || characters(text) > CURRENCY_CHARS_MAX || !isRepresentable(text)) {
      throw Problem.badRequest(
          "INVALID_CURRENCY", "currency must be 1 to 16 characters, none of them zero, as EUR");
    }
    return text;
  }

  /** A whole number from 1; above {@code max} it is taken for {@code max}. */
  static int count(String reason, String name, Optional<String> text, int ifAbsent, int max) {
    long count = text.map(digits -> whole(reason, name, digits, 1)).orElse((long) ifAbsent);
    return (int) Math.min(count, max);
  }

  /** A whole number of seconds; above {@code max} it is taken for {@code max}. */
  static Duration seconds(String name, Optional<String> text, Duration max) {
    Duration wanted =
        Duration.ofSeconds(text.map(digits -> whole("INVALID_WAIT", name, digits, 0)).orElse(0L));
    return wanted.compareTo(max) > 0 ? max : wanted;
  }

  private static long whole(String reason, String name, String text, long min) {
    if (!WHOLE.matcher(text).matches() || Long.parseLong(text) < min) {
      throw Problem.badRequest(
          reason, "%s must be a whole number from %d, of at most 18 digits".formatted(name, min));
    }
    return Long.parseLong(text);
  }

  static boolean flag(String name, Optional<String> text) {
    return text.map(
            word -> {
              if (!word.equals("true") && !word.equals("false")) {
                throw Problem.badRequest(
                    "INVALID_" + name.toUpperCase(Locale.ROOT), name + " must be true or false");
              }
              return word.equals("true");
            })
        .orElse(false);
  }

  /** The value that has the name, in either case; names are those of the API. */
  static <E extends Enum<E>> E oneOf(String parameter, E[] values, String name) {
    for (E value : values) {
      if (value.name().equalsIgnoreCase(name)) {
        return value;
      }
    }
    throw Problem.badRequest(
        "INVALID_" + parameter.toUpperCase(Locale.ROOT),
        "%s must be one of %s"
            .formatted(parameter, Arrays.toString(values).toLowerCase(Locale.ROOT)));
  }

  /** What to sort by, of what the rule knows. */
  static SortOrder order(String names, SortOrder.Rule rule) {
    return rule.parse(names)
        .orElseThrow(
            () ->
                listing(
                    "INVALID_SORT",
                    "sort must be what the rows have, each once, separated by commas, with a minus"
                        + " before what descends: ",
                    rule.names()));
  }

  /** A refusal that lists what would be right. */
  static Problem listing(String reason, String detail, List<String> accepted) {
    return Problem.badRequest(reason, detail + String.join(", ", accepted))
        .with("accepted", accepted);
  }
}
