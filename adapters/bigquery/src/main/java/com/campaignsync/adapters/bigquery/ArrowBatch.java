package com.campaignsync.adapters.bigquery;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one Arrow record batch, read where they lie in the message. Arrow's own reader copies
 * them to memory outside the heap, which needs a flag on the JVM that a cloud function cannot give;
 * the format ("Arrow Columnar Format, IPC streaming") is plain enough for four types.
 */
final class ArrowBatch implements Iterable<Cells> {

  private static final int CONTINUATION = -1;
  private static final int NANOS_PER_UNIT = 1_000_000_000;
  private static final int SCALE = 9;

  private final ByteBuffer bytes;
  private final int rows;
  private final int[] validity;
  private final int[] values;
  private final int[] characters;

  /**
   * @param message an encapsulated IPC message
   * @param columns of the session's schema, which was checked
   */
  ArrowBatch(ByteString message, ArrowColumns columns) {
    this.bytes = ByteBuffer.wrap(message.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int body = ArrowMessages.bodyStart(bytes);
    RecordBatch batch = batch(ArrowMessages.metadata(bytes));
    this.rows = Math.toIntExact(batch.length());
    int count = columns.count();
    this.validity = new int[count];
    this.values = new int[count];
    this.characters = new int[count];
    int buffer = 0;
    for (int column = 0; column < count; column++) {
      boolean someNull = batch.nodes(column).nullCount() > 0;
      validity[column] = someNull ? start(body, batch, buffer) : CONTINUATION;
      values[column] = start(body, batch, buffer + 1);
      characters[column] = columns.isText(column) ? start(body, batch, buffer + 2) : 0;
      buffer += columns.isText(column) ? 3 : 2;
    }
  }

  private static RecordBatch batch(Message message) {
    RecordBatch batch = new RecordBatch();
    message.header(batch);
    if (batch.compression() != null) {
      throw new IllegalStateException("a compressed batch came, and none was asked for");
    }
    return batch;
  }

  private static int start(int body, RecordBatch batch, int buffer) {
    return Math.toIntExact(body + batch.buffers(buffer).offset());
  }

  @Override
  public Iterator<Cells> iterator() {
    return new Iterator<>() {
      private final Row row = new Row();

      @Override
      public boolean hasNext() {
        return row.index + 1 < rows;
      }

      @Override
      public Cells next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        row.index++;
        return row;
      }
    };
  }

  /** One object for all rows: it only says where to read. */
  private final class Row implements Cells {

    private int index = -1;

    private boolean isNull(int column) {
      int bits = validity[column];
      return bits != CONTINUATION && (bytes.get(bits + (index >> 3)) >> (index & 7) & 1) == 0;
    }

    @Override
    public @Nullable String text(int column) {
      if (isNull(column)) {
        return null;
      }
      int from = bytes.getInt(values[column] + 4 * index);
      int to = bytes.getInt(values[column] + 4 * index + 4);
      return new String(
          bytes.array(), characters[column] + from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public long integer(int column) {
      return bytes.getLong(values[column] + 8 * index);
    }

    @Override
    public LocalDate date(int column) {
      return LocalDate.ofEpochDay(bytes.getInt(values[column] + 4 * index));
    }

    @Override
    public @Nullable BigDecimal number(int column) {
      if (isNull(column)) {
        return null;
      }
      int at = values[column] + 16 * index;
      long low = bytes.getLong(at);
      long high = bytes.getLong(at + 8);
      return high == low >> 63 ? small(low) : large(low, high);
    }

    private static BigDecimal small(long nanos) {
      if (nanos % NANOS_PER_UNIT == 0) {
        return BigDecimal.valueOf(nanos / NANOS_PER_UNIT);
      }
      long digits = nanos;
      int scale = SCALE;
      while (digits % 10 == 0) {
        digits /= 10;
        scale--;
      }
      return BigDecimal.valueOf(digits, scale);
    }

    private static BigDecimal large(long low, long high) {
      byte[] bigEndian = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      BigDecimal number = new BigDecimal(new BigInteger(bigEndian), SCALE).stripTrailingZeros();
      return number.scale() < 0 ? number.setScale(0) : number;
    }
  }
}
