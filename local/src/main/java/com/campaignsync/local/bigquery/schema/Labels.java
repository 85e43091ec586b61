package com.campaignsync.local.bigquery.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Labels of a job, table or dataset. */
public final class Labels {

  private static final String KEY = "[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}";
  private static final String VALUE = "[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}";

  /** BigQuery's own limit. */
  private static final int COUNT_MAX = 64;

  private Labels() {}

  /**
   * @throws IllegalArgumentException if a key or value breaks BigQuery's rules
   */
  public static void check(JsonNode labels) {
    boolean none = labels.isMissingNode() || labels.isNull();
    if (!none && (!labels.isObject() || labels.size() > COUNT_MAX)) {
      throw new IllegalArgumentException("Invalid labels: an object of at most 64 is wanted.");
    }
    labels.properties().forEach(label -> check(label.getKey(), label.getValue()));
  }

  private static void check(String key, JsonNode value) {
    if (!key.matches(KEY) || !value.isTextual() || !value.asText().matches(VALUE)) {
      throw new IllegalArgumentException(
          "Invalid label \"" + key + "\": keys and values are at most 63 lower-case characters.");
    }
  }
}
