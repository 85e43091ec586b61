package com.campaignsync.adapters.bigquery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;

/**
 * The frame of an Arrow IPC message: a continuation mark, the metadata's length, the metadata as a
 * flatbuffer, then the body.
 */
final class ArrowMessages {

  private static final int CONTINUATION = -1;

  private ArrowMessages() {}

  /**
   * @param bytes the whole message, little-endian
   */
  static Message metadata(ByteBuffer bytes) {
    int start = metadataStart(bytes);
    ByteBuffer metadata = bytes.slice(start, bytes.getInt(start - 4));
    return Message.getRootAsMessage(metadata.order(ByteOrder.LITTLE_ENDIAN));
  }

  static int bodyStart(ByteBuffer bytes) {
    int start = metadataStart(bytes);
    return start + bytes.getInt(start - 4);
  }

  /** Before Arrow 0.15 messages began with the length. */
  private static int metadataStart(ByteBuffer bytes) {
    return bytes.getInt(0) == CONTINUATION ? 8 : 4;
  }
}
