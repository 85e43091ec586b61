package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.storage.v1.ArrowSerializationOptions.CompressionCodec;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions.ResponseCompressionCodec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checked request for a session.
 *
 * @param parent the project that owns the session: {@code projects/P}
 * @param fields wanted columns; empty for all
 * @param restriction a condition on the rows; empty for none
 * @param streamsMax 0 leaves the number to the server
 */
record SessionRequest(
    String parent, TableRef table, List<String> fields, String restriction, int streamsMax) {

  /** BigQuery's own limit. */
  private static final int RESTRICTION_LENGTH_MAX = 1 << 20;

  private static final Pattern PARENT = Pattern.compile("projects/[^/]+");
  private static final Pattern TABLE =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");

  /**
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT for what BigQuery refuses,
   *     UNIMPLEMENTED for what only the local server does not have
   */
  static SessionRequest of(CreateReadSessionRequest request) {
    ReadSession session = request.getReadSession();
    TableReadOptions options = session.getReadOptions();
    if (!PARENT.matcher(request.getParent()).matches()) {
      throw ReadErrors.invalid("parent must be projects/{project_id}");
    }
    requireArrow(session.getDataFormat());
    requireStreams(request);
    refuseWhatIsMissing(session, options);
    if (options.getRowRestriction().length() > RESTRICTION_LENGTH_MAX) {
      throw ReadErrors.invalid("row_restriction is longer than 1 MB");
    }
    return new SessionRequest(
        request.getParent(),
        table(session.getTable()),
        options.getSelectedFieldsList(),
        options.getRowRestriction(),
        request.getMaxStreamCount());
  }

  private static void requireArrow(DataFormat format) {
    if (format == DataFormat.AVRO) {
      throw ReadErrors.notOffered("the data format AVRO: ask for ARROW");
    }
    if (format != DataFormat.ARROW) {
      throw ReadErrors.invalid("data_format must be set");
    }
  }

  private static void requireStreams(CreateReadSessionRequest request) {
    int max = request.getMaxStreamCount();
    int preferred = request.getPreferredMinStreamCount();
    if (max < 0 || preferred < 0 || (max > 0 && max < preferred)) {
      throw ReadErrors.invalid(
          "max_stream_count is %d and preferred_min_stream_count %d: want 0 <= preferred <= max"
              .formatted(max, preferred));
    }
  }

  private static void refuseWhatIsMissing(ReadSession session, TableReadOptions options) {
    if (session.getTableModifiers().hasSnapshotTime()) {
      throw ReadErrors.notOffered("snapshot_time");
    }
    if (options.hasSamplePercentage()) {
      throw ReadErrors.notOffered("sample_percentage");
    }
    boolean arrowCompressed =
        options.getArrowSerializationOptions().getBufferCompression()
            != CompressionCodec.COMPRESSION_UNSPECIFIED;
    boolean responseCompressed =
        options.getResponseCompressionCodec()
            != ResponseCompressionCodec.RESPONSE_COMPRESSION_CODEC_UNSPECIFIED;
    if (arrowCompressed || responseCompressed) {
      throw ReadErrors.notOffered("compression");
    }
  }

  private static TableRef table(String name) {
    Matcher matcher = TABLE.matcher(name);
    if (!matcher.matches()) {
      throw ReadErrors.invalid(
          "table must be projects/{project_id}/datasets/{dataset_id}/tables/{table_id}, is "
              + name);
    }
    return new TableRef(matcher.group(1), matcher.group(2), matcher.group(3));
  }
}
