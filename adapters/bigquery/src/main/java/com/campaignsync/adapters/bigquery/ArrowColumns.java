package com.campaignsync.adapters.bigquery;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/** Which of a session's columns are text, after a check that all are of types we can read. */
final class ArrowColumns {

  private static final int NUMERIC_SCALE = 9;
  private static final int NUMERIC_BITS = 128;

  private final int count;
  private final BitSet texts = new BitSet();

  /**
   * @param message the schema, an encapsulated IPC message
   * @throws IllegalStateException if it is not the result of {@code read_metrics.sql}
   */
  ArrowColumns(ByteString message) {
    ByteBuffer bytes = ByteBuffer.wrap(message.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    Schema schema = new Schema();
    ArrowMessages.metadata(bytes).header(schema);
    this.count = schema.fieldsLength();
    if (count != ResultLayout.COLUMNS) {
      throw new IllegalStateException("a result of %d columns came".formatted(count));
    }
    for (int column = 0; column < count; column++) {
      check(schema.fields(column));
      texts.set(column, schema.fields(column).typeType() == Type.Utf8);
    }
  }

  int count() {
    return count;
  }

  boolean isText(int column) {
    return texts.get(column);
  }

  private static void check(Field field) {
    boolean readable =
        switch (field.typeType()) {
          case Type.Utf8 -> true;
          case Type.Int -> is64Bits(field);
          case Type.Date -> isDays(field);
          case Type.Decimal -> isNumeric(field);
          default -> false;
        };
    if (!readable) {
      throw new IllegalStateException("column " + field.name() + " came in an unknown form");
    }
  }

  private static boolean is64Bits(Field field) {
    org.apache.arrow.flatbuf.Int type = new org.apache.arrow.flatbuf.Int();
    field.type(type);
    return type.bitWidth() == Long.SIZE;
  }

  private static boolean isDays(Field field) {
    org.apache.arrow.flatbuf.Date type = new org.apache.arrow.flatbuf.Date();
    field.type(type);
    return type.unit() == DateUnit.DAY;
  }

  private static boolean isNumeric(Field field) {
    Decimal type = new Decimal();
    field.type(type);
    return type.scale() == NUMERIC_SCALE && type.bitWidth() == NUMERIC_BITS;
  }
}
