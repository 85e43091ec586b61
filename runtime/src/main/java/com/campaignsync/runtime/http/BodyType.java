package com.campaignsync.runtime.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which media types a body may come under: JSON, by whatever name. */
final class BodyType {

  /**
   * What curl and many libraries put on a body when told nothing; it is read as JSON all the same.
   */
  private static final Set<String> UNSAID = Set.of("application/x-www-form-urlencoded");

  private BodyType() {}

  /**
   * Checks the type of a body that is there.
   *
   * @throws Problem 415 UNSUPPORTED_MEDIA_TYPE
   */
  static void check(Optional<String> contentType) {
    String[] parts = contentType.orElse("application/json").toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].strip();
    boolean fits =
        type.equals("application/json")
            || (type.startsWith("application/") && type.endsWith("+json"))
            || UNSAID.contains(type);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      fits &= !parameter.startsWith("charset=") || parameter.matches("charset=utf-?8");
    }
    if (!fits) {
      throw Problem.of(
          415, "UNSUPPORTED_MEDIA_TYPE", "send the body as application/json, in UTF-8");
    }
  }
}
