package com.campaignsync.domain.tenant;

import org.jspecify.annotations.Nullable;

/**
 * A customer's id, as it stands in tokens, in BigQuery and in every row.
 *
 * @param value not blank, at most {@link #LENGTH_MAX} characters, without surrounding white space
 */
public record TenantId(String value) {

  /** Longest id: the API's bound on every id, so that an index entry stays small. */
  public static final int LENGTH_MAX = 256;

  /**
   * @throws IllegalArgumentException if the value is blank, padded or too long
   */
  public TenantId {
    // Characters as Postgres counts them: one outside the basic plane is two chars, and one of
    // these.
    boolean tooLong = value.codePointCount(0, value.length()) > LENGTH_MAX;
    if (value.isBlank() || !value.equals(value.strip()) || tooLong) {
      throw new IllegalArgumentException(
          "a tenant id has 1 to %d characters and no surrounding white space"
              .formatted(LENGTH_MAX));
    }
  }

  /** Written out, as is its hash: what a record brings by itself is made at a cold start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TenantId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
