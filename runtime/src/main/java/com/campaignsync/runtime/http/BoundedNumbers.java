package com.campaignsync.runtime.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Makes JSON trees without numbers that a few characters make gigabytes of: {@code 1e999999999}.
 * Whatever is read can then be written out in full, and read again.
 */
final class BoundedNumbers extends JsonNodeFactory {

  /** As many as Jackson reads of a number without exponent (its StreamReadConstraints). */
  static final int DIGITS_MAX = 1000;

  private static final long serialVersionUID = 1L;

  /**
   * The node of a number.
   *
   * @throws NumberFormatException if it has over {@value #DIGITS_MAX} digits before or behind its
   *     point, as Jackson throws of exponents beyond an int
   */
  @Override
  public ValueNode numberNode(BigDecimal number) {
    long digitsBefore = (long) number.precision() - number.scale();
    if (digitsBefore > DIGITS_MAX || number.scale() > DIGITS_MAX) {
      throw new NumberFormatException("over " + DIGITS_MAX + " digits");
    }
    return super.numberNode(number);
  }
}
