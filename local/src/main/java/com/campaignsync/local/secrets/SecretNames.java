package com.campaignsync.local.secrets;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code projects/P/secrets/S} and {@code projects/P/secrets/S/versions/V}. */
final class SecretNames {
  private static final String ID = "[A-Za-z0-9_-]{1,255}";
  private static final Pattern PROJECT = Pattern.compile("projects/[^/]+");
  private static final Pattern SECRET = Pattern.compile("projects/[^/]+/secrets/" + ID);
  private static final Pattern VERSION =
      Pattern.compile("(projects/[^/]+/secrets/" + ID + ")/versions/(latest|[1-9][0-9]{0,8})");

  private SecretNames() {}

  static String requireProject(String name) {
    return require(PROJECT, name, "projects/{project}").group();
  }

  static String requireSecret(String name) {
    return require(SECRET, name, "projects/{project}/secrets/{secret}").group();
  }

  /** The secret of a version's name. */
  static String secretOf(String version) {
    return version(version).group(1);
  }

  /** What stands for the version: a number from 1, or {@code latest}. */
  static String versionIn(String version) {
    return version(version).group(2);
  }

  /** A text that sorts a secret's versions from the newest to the oldest. */
  static String newestFirst(SecretVersion version) {
    return "%09d".formatted(999_999_999 - Integer.parseInt(versionIn(version.getName())));
  }

  private static Matcher version(String name) {
    return require(VERSION, name, "projects/{project}/secrets/{secret}/versions/{version}");
  }

  private static Matcher require(Pattern pattern, String name, String wanted) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      throw GrpcErrors.invalid("Invalid resource name \"" + name + "\": want " + wanted);
    }
    return matcher;
  }
}
