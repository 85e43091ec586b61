package com.campaignsync.runtime.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed settings from environment variables and reports every problem at once.
 *
 * <p>A getter that finds a problem notes it and answers a stand-in of the right type, so that the
 * others are looked at too; {@link #read} then throws instead of giving the stand-ins out. A
 * variable that is unset, empty or blank takes the default. Written without lambdas: an instance
 * that starts reads its settings, and each lambda is linked anew.
 */
public final class Settings {

  private static final Secret STAND_IN = Secret.of("");

  private final Function<String, @Nullable String> environment;
  private final List<String> problems = new ArrayList<>();

  private Settings(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * Builds a settings object out of the environment.
   *
   * @param environment a variable's value by name, null where unset
   * @param reader calls the getters; must not validate by throwing
   * @throws InvalidSettings naming all variables that are missing or malformed
   */
  public static <T> T read(
      Function<String, @Nullable String> environment, Function<Settings, T> reader) {
    Settings settings = new Settings(environment);
    T result = reader.apply(settings);
    if (!settings.problems.isEmpty()) {
      throw new InvalidSettings(settings.problems);
    }
    return result;
  }

  /** The text, or the default where unset. */
  public String string(String name, String defaultValue) {
    String text = value(name);
    return text == null ? defaultValue : text;
  }

  /** The text, or empty where unset. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(value(name));
  }

  /** The text; a problem where unset. {@code expected} says what belongs there. */
  public String required(String name, String expected) {
    String text = value(name);
    return text == null ? missing(name, expected, "") : text;
  }

  /** A whole number from {@code min} to {@code max}, both inclusive. */
  public int integer(String name, int defaultValue, int min, int max) {
    return (int) number(name, defaultValue, min, max);
  }

  /** A whole number from {@code min} to {@code max}, both inclusive. */
  public long number(String name, long defaultValue, long min, long max) {
    String text = value(name);
    if (text == null) {
      return defaultValue;
    }
    Optional<Long> number = WholeNumber.parse(text);
    return number.isPresent() && number.get() >= min && number.get() <= max
        ? number.get()
        : wrong(name, text, "a whole number from " + min + " to " + max, defaultValue);
  }

  /** {@code true} or {@code false}, in any case. */
  public boolean bool(String name, boolean defaultValue) {
    String text = value(name);
    if (text == null) {
      return defaultValue;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> wrong(name, text, "true or false", defaultValue);
    };
  }

  /** A duration in the unit the variable's name ends in: {@code …_SECONDS} or {@code …_MINUTES}. */
  public Duration duration(String name, Duration defaultValue, Duration min, Duration max) {
    Duration unit = unitOf(name);
    long units = number(name, div(defaultValue, unit), div(min, unit), div(max, unit));
    return unit.multipliedBy(units);
  }

  private static Duration unitOf(String name) {
    if (name.endsWith("_SECONDS")) {
      return Duration.ofSeconds(1);
    }
    if (name.endsWith("_MINUTES")) {
      return Duration.ofMinutes(1);
    }
    throw new IllegalArgumentException(name + " does not end in its unit");
  }

  private static long div(Duration duration, Duration unit) {
    return duration.dividedBy(unit);
  }

  /** One of the enum's names, written in lower or upper case. */
  public <E extends Enum<E>> E choice(String name, E defaultValue) {
    List<E> choices = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
    String text = value(name);
    if (text == null) {
      return defaultValue;
    }
    return choices.stream()
        .filter(choice -> choice.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseGet(() -> wrong(name, text, "one of " + names(choices), defaultValue));
  }

  private static String names(List<? extends Enum<?>> choices) {
    return choices.stream()
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** A comma-separated list, trimmed, without empty entries; empty where unset. */
  public List<String> list(String name) {
    String text = value(name);
    if (text == null) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** {@code host:port}, or empty where unset. */
  public Optional<HostPort> hostPort(String name) {
    String text = value(name);
    if (text == null) {
      return Optional.empty();
    }
    Optional<HostPort> address = HostPort.parse(text);
    return address.isPresent() ? address : wrong(name, text, "host:port", address);
  }

  /**
   * An {@code https} address without a user in it ({@code http} to this machine alone), or empty
   * where unset.
   */
  public Optional<URI> httpsUrl(String name) {
    String text = value(name);
    if (text == null) {
      return Optional.empty();
    }
    Optional<URI> url = HttpsUrl.parse(text);
    // Not echoed: a webhook's address may be a secret by itself.
    return url.isPresent() ? url : missing(name, HttpsUrl.EXPECTED, url);
  }

  /** A secret that another variable makes necessary; a problem where that is set and it is not. */
  public Optional<Secret> secretWith(String name, String otherName) {
    Optional<Secret> secret = optionalSecret(name);
    return secret.isEmpty() && isSet(otherName)
        ? missing(name, "a secret, because " + otherName + " is set", secret)
        : secret;
  }

  /** The database's URL; a problem where unset or malformed. Never echoed: it holds a password. */
  public Secret databaseUrl(String name) {
    if (!isSet(name)) {
      return missing(name, DatabaseUrl.EXPECTED, STAND_IN);
    }
    String url = secretValue(name);
    if (url == null) {
      return STAND_IN;
    }
    return DatabaseUrl.fits(url) ? Secret.of(url) : missing(name, DatabaseUrl.EXPECTED, STAND_IN);
  }

  /** A secret of at least {@code bytesMin} UTF-8 bytes; a problem where unset. Never echoed. */
  public Secret secret(String name, int bytesMin) {
    String expected = "a secret of at least " + bytesMin + " bytes";
    if (!isSet(name)) {
      return missing(name, expected, STAND_IN);
    }
    String text = secretValue(name);
    if (text == null) {
      return STAND_IN;
    }
    Secret secret = Secret.of(text);
    return secret.lengthBytes() >= bytesMin ? secret : missing(name, expected, STAND_IN);
  }

  /**
   * A secret of at least {@code bytesMin} UTF-8 bytes, or empty where unset; a problem where
   * neither it nor {@code otherName} is set. Never echoed.
   */
  public Optional<Secret> secretOr(String name, int bytesMin, String otherName) {
    if (isSet(name)) {
      return Optional.of(secret(name, bytesMin));
    }
    String expected = "a secret of at least " + bytesMin + " bytes, or " + otherName;
    return isSet(otherName) ? Optional.empty() : missing(name, expected, Optional.empty());
  }

  /** A secret, or empty where unset. Never echoed. */
  public Optional<Secret> optionalSecret(String name) {
    String text = secretValue(name);
    return text == null ? Optional.empty() : Optional.of(Secret.of(text));
  }

  /** Taking a reference for the value itself would make a guessable key of it: refuse. */
  private @Nullable String secretValue(String name) {
    String text = value(name);
    if (text == null || !text.startsWith("sm://")) {
      return text;
    }
    problems.add(name + ": expected the secret's value; a reference cannot be read here");
    return null;
  }

  private boolean isSet(String name) {
    return value(name) != null;
  }

  private @Nullable String value(String name) {
    String text = environment.apply(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private <T> T missing(String name, String expected, T standIn) {
    problems.add(name + ": expected " + expected);
    return standIn;
  }

  private <T> T wrong(String name, String found, String expected, T standIn) {
    problems.add(name + ": expected " + expected + ", found \"" + found + "\"");
    return standIn;
  }
}
