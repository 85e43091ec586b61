package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of topics and subscriptions: {@code projects/P/topics/T}, where T begins with a letter,
 * has 3 to 255 characters and does not begin with {@code goog}, as the API's reference says.
 */
final class ResourceNames {
  private static final String ID = "(?!goog)[A-Za-z][A-Za-z0-9\\-_.~+%]{2,254}";
  private static final Pattern PROJECT = Pattern.compile("projects/([^/]+)");
  private static final Pattern TOPIC = Pattern.compile("projects/([^/]+)/topics/" + ID);
  private static final Pattern SUBSCRIPTION =
      Pattern.compile("projects/([^/]+)/subscriptions/" + ID);

  private ResourceNames() {}

  static String requireTopic(String name) {
    require(TOPIC, name, "projects/{project}/topics/{topic}");
    return name;
  }

  static String requireSubscription(String name) {
    require(SUBSCRIPTION, name, "projects/{project}/subscriptions/{subscription}");
    return name;
  }

  static String requireProject(String name) {
    require(PROJECT, name, "projects/{project}");
    return name;
  }

  /** The project of a subscription's full name. */
  static String projectOf(String subscription) {
    return require(SUBSCRIPTION, subscription, "projects/{project}/subscriptions/{subscription}");
  }

  private static String require(Pattern pattern, String name, String wanted) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      throw GrpcErrors.invalid("Invalid resource name \"" + name + "\": want " + wanted);
    }
    return matcher.group(1);
  }
}
