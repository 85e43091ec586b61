package com.campaignsync.runtime.log;

import java.util.regex.Pattern;

/** Masks what looks like a secret in text that other code wrote, such as a driver's message. */
public final class Redaction {

  private static final Pattern URL_LOGIN = Pattern.compile("://[^/@\\s]+@");
  private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer +[^\\s\"',]+");
  private static final Pattern TOKEN =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.?[A-Za-z0-9_-]*");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(password|passwd|secret|api_?key|private_key)(\"?\\s*[=:]\\s*)[^\\s,;]+");

  private Redaction() {}

  /** The text with what looks like a secret masked. */
  public static String of(String text) {
    String masked = URL_LOGIN.matcher(text).replaceAll("://***@");
    masked = BEARER.matcher(masked).replaceAll("Bearer ***");
    masked = TOKEN.matcher(masked).replaceAll("***");
    return NAMED.matcher(masked).replaceAll("$1$2***");
  }
}
