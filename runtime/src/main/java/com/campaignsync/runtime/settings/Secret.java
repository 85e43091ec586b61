package com.campaignsync.runtime.settings;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A value that must never be printed: only {@link #reveal()} gives it, and toString is masked. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a value so that it cannot be printed by accident. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself. Call it where the value is used, never where it could be logged. */
  public String reveal() {
    return value;
  }

  /** The value's length in UTF-8 bytes. */
  public int lengthBytes() {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
