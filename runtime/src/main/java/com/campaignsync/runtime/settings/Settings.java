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
 * variable that is unset, empty or blank takes the default.
 */
public final class Settings {

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
    return value(name).orElse(defaultValue);
  }

  /** The text, or empty where unset. */
  public Optional<String> optional(String name) {
    return value(name);
  }

  /** The text; a problem where unset. {@code expected} says what belongs there. */
  public String required(String name, String expected) {
    return value(name).orElseGet(() -> missing(name, expected, ""));
  }

  /** A whole number from {@code min} to {@code max}, both inclusive. */
  public int integer(String name, int defaultValue, int min, int max) {
    return (int) number(name, defaultValue, min, max);
  }

  /** A whole number from {@code min} to {@code max}, both inclusive. */
  public long number(String name, long defaultValue, long min, long max) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    return value(name)
        .map(
            text ->
                WholeNumber.parse(text)
                    .filter(number -> number >= min && number <= max)
                    .orElseGet(() -> wrong(name, text, expected, defaultValue)))
        .orElse(defaultValue);
  }

  /** {@code true} or {@code false}, in any case. */
  public boolean bool(String name, boolean defaultValue) {
    return value(name)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> wrong(name, text, "true or false", defaultValue);
                })
        .orElse(defaultValue);
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
    return value(name)
        .map(
            text ->
                choices.stream()
                    .filter(choice -> choice.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseGet(() -> wrong(name, text, "one of " + names(choices), defaultValue)))
        .orElse(defaultValue);
  }

  private static String names(List<? extends Enum<?>> choices) {
    return choices.stream()
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** A comma-separated list, trimmed, without empty entries; empty where unset. */
  public List<String> list(String name) {
    return value(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** {@code host:port}, or empty where unset. */
  public Optional<HostPort> hostPort(String name) {
    return value(name)
        .flatMap(
            text -> {
              Optional<HostPort> address = HostPort.parse(text);
              return address.isPresent() ? address : wrong(name, text, "host:port", address);
            });
  }

  /**
   * An {@code https} address without a user in it ({@code http} to this machine alone), or empty
   * where unset.
   */
  public Optional<URI> httpsUrl(String name) {
    return value(name)
        .flatMap(
            text -> {
              Optional<URI> url = HttpsUrl.parse(text);
              // Not echoed: a webhook's address may be a secret by itself.
              return url.isPresent() ? url : missing(name, HttpsUrl.EXPECTED, url);
            });
  }

  /** A secret that another variable makes necessary; a problem where that is set and it is not. */
  public Optional<Secret> secretWith(String name, String otherName) {
    Optional<Secret> secret = optionalSecret(name);
    return secret.isEmpty() && value(otherName).isPresent()
        ? missing(name, "a secret, because %s is set".formatted(otherName), secret)
        : secret;
  }

  /** The database's URL; a problem where unset or malformed. Never echoed: it holds a password. */
  public Secret databaseUrl(String name) {
    Secret standIn = Secret.of("");
    if (value(name).isEmpty()) {
      return missing(name, DatabaseUrl.EXPECTED, standIn);
    }
    return secretValue(name)
        .filter(url -> DatabaseUrl.fits(url) || missing(name, DatabaseUrl.EXPECTED, false))
        .map(Secret::of)
        .orElse(standIn);
  }

  /** A secret of at least {@code bytesMin} UTF-8 bytes; a problem where unset. Never echoed. */
  public Secret secret(String name, int bytesMin) {
    String expected = "a secret of at least %d bytes".formatted(bytesMin);
    Secret standIn = Secret.of("");
    if (value(name).isEmpty()) {
      return missing(name, expected, standIn);
    }
    return secretValue(name)
        .map(Secret::of)
        .filter(secret -> secret.lengthBytes() >= bytesMin || missing(name, expected, false))
        .orElse(standIn);
  }

  /**
   * A secret of at least {@code bytesMin} UTF-8 bytes, or empty where unset; a problem where
   * neither it nor {@code otherName} is set. Never echoed.
   */
  public Optional<Secret> secretOr(String name, int bytesMin, String otherName) {
    if (value(name).isPresent()) {
      return Optional.of(secret(name, bytesMin));
    }
    return value(otherName).isPresent()
        ? Optional.empty()
        : missing(
            name,
            "a secret of at least %d bytes, or %s".formatted(bytesMin, otherName),
            Optional.empty());
  }

  /** A secret, or empty where unset. Never echoed. */
  public Optional<Secret> optionalSecret(String name) {
    return secretValue(name).map(Secret::of);
  }

  /** Taking a reference for the value itself would make a guessable key of it: refuse. */
  private Optional<String> secretValue(String name) {
    return value(name)
        .filter(
            text ->
                !text.startsWith("sm://")
                    || missing(name, "the secret's value; a reference cannot be read here", false));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.apply(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private <T> T missing(String name, String expected, T standIn) {
    problems.add("%s: expected %s".formatted(name, expected));
    return standIn;
  }

  private <T> T wrong(String name, String found, String expected, T standIn) {
    problems.add("%s: expected %s, found \"%s\"".formatted(name, expected, found));
    return standIn;
  }
}
