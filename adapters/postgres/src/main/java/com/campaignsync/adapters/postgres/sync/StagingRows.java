package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Records as rows of the staging table. Rejected ones travel in the same stream, so that any number
 * of them takes no memory.
 */
final class StagingRows {

  /** About 256 KiB of text: large enough that a buffer's own cost does not matter. */
  private static final int RECORDS_PER_BUFFER = 2048;

  private static final int BYTES_PER_RECORD_GUESS = 160;

  private StagingRows() {}

  /**
   * The input of COPY. A buffer is made when the driver takes it, never ahead, and lives on the
   * heap: one that is dropped by an error or a cancellation holds nothing to be given back.
   */
  static Flux<Mono<ByteBuf>> buffers(Flux<SourceRecord> records) {
    return records
        .buffer(RECORDS_PER_BUFFER)
        .map(batch -> Mono.fromSupplier(() -> Unpooled.wrappedBuffer(encode(batch))));
  }

  static byte[] encode(List<SourceRecord> batch) {
    CopyText text = new CopyText(batch.size() * BYTES_PER_RECORD_GUESS);
    batch.forEach(record -> write(text, record));
    return text.toBytes();
  }

  private static void write(CopyText text, SourceRecord record) {
    if (record instanceof SourceRecord.Rejected rejected) {
      writeRejected(text, rejected.day(), rejected.reason(), rejected.rawJson());
    } else if (record instanceof SourceRecord.Accepted accepted) {
      writeChecked(text, accepted.row());
    }
  }

  private static void writeChecked(CopyText text, MetricRow row) {
    RejectReason reason = RowCheck.reasonAgainst(row);
    if (reason == null) {
      writeAccepted(text, row);
    } else {
      writeRejected(text, row.day(), reason, RejectedRow.json(row));
    }
  }

  /** The order of columns is that of {@code copy_to_staging.sql}. */
  private static void writeAccepted(CopyText text, MetricRow row) {
    Measures measures = row.measures();
    text.text(row.day().toString())
        .number((long) row.hour())
        .text(row.campaignId())
        .text(row.campaignName())
        .text(row.currency())
        .number(measures.impressions())
        .number(measures.clicks())
        .number(measures.spend())
        .number(measures.conversions())
        .number(measures.revenue())
        .number(measures.leads())
        .number(measures.installs())
        .number(measures.purchases())
        .number(measures.visitors())
        .number(measures.profit())
        .text(null)
        .text(null)
        .endRow();
  }

  private static void writeRejected(
      CopyText text, LocalDate day, RejectReason reason, @Nullable String rawJson) {
    text.text(day.toString());
    for (int column = 1; column < 15; column++) {
      text.text(null);
    }
    text.text(reason.name()).text(rawJson == null ? null : rawJson.replace("\0", "\\u0000"));
    text.endRow();
  }
}
