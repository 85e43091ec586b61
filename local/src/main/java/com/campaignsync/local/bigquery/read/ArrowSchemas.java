package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.google.cloud.bigquery.storage.v1.ArrowSchema;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Arrow types of BigQuery's columns ("Use the BigQuery Storage Read API: Arrow schema details").
 * They are those of DuckDB's export, except that TIMESTAMP gets its zone and DATETIME and JSON
 * their names.
 */
final class ArrowSchemas {

  private static final String EXTENSION = "ARROW:extension:name";
  private static final int BITS = 128;

  private ArrowSchemas() {}

  /** The schema as an Arrow IPC message. */
  static ArrowSchema of(List<Column> columns) {
    Schema schema = new Schema(columns.stream().map(ArrowSchemas::field).toList());
    ByteString.Output bytes = ByteString.newOutput();
    try {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ArrowSchema.newBuilder().setSerializedSchema(bytes.toByteString()).build();
  }

  private static Field field(Column column) {
    return field(column.name(), column.type(), !column.required());
  }

  /** An array is never NULL for a client; fields of structs and items of arrays may be. */
  private static Field field(String name, ValueType type, boolean nullable) {
    if (type.array()) {
      Field item = field("item", type.element(), true);
      return new Field(name, FieldType.notNullable(new ArrowType.List()), List.of(item));
    }
    List<Field> parts = type.fields().stream().map(f -> field(f.name(), f.type(), true)).toList();
    return new Field(name, type(type.scalar(), nullable), parts.isEmpty() ? null : parts);
  }

  private static FieldType type(SqlType type, boolean nullable) {
    return new FieldType(nullable, arrow(type), null, extension(type));
  }

  private static ArrowType arrow(SqlType type) {
    return switch (type) {
      case INT64, NULL -> new ArrowType.Int(64, true);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case NUMERIC -> new ArrowType.Decimal(38, 9, BITS);
      case BOOL -> new ArrowType.Bool();
      case STRING, JSON -> new ArrowType.Utf8();
      case BYTES -> new ArrowType.Binary();
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case DATETIME -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case STRUCT -> new ArrowType.Struct();
    };
  }

  private static @Nullable Map<String, String> extension(SqlType type) {
    return switch (type) {
      case DATETIME -> Map.of(EXTENSION, "google:sqlType:datetime");
      case JSON -> Map.of(EXTENSION, "google:sqlType:json");
      default -> null;
    };
  }
}
