package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The records of one load as rows of the staging table, counted as they pass. Rejected ones travel
 * in the same stream, so that any number of them takes no memory.
 */
final class StagingRows {

  /** About 256 KiB of text: large enough that a buffer's own cost does not matter. */
  private static final int RECORDS_PER_BUFFER = 2048;

  private static final int BYTES_PER_RECORD_GUESS = 160;

  /** Columns of every accepted row after its day, before the reason. */
  private static final int COLUMNS_BEFORE_REASON = 14;

  private final boolean assets;
  private final StagedCampaigns campaigns = new StagedCampaigns();
  private final Map<LocalDate, Long> records = new HashMap<>();
  private LocalDate day = LocalDate.MIN;
  private String dayText = "";
  private long recordsOfDay;
  private long rejected;

  /**
   * @param assets whether the rows have the columns of assets too
   */
  StagingRows(boolean assets) {
    this.assets = assets;
  }

  /** How many records of a day have passed. */
  long recordsOf(LocalDate wanted) {
    return records.getOrDefault(wanted, 0L) + (wanted.equals(day) ? recordsOfDay : 0);
  }

  /** The campaigns of the rows that have passed. */
  StagedCampaigns campaigns() {
    return campaigns;
  }

  /** Whether any record that has passed cannot be stored. */
  boolean anyRejected() {
    return rejected > 0;
  }

  /**
   * The input of COPY. A buffer is made when the driver takes it, never ahead, and lives on the
   * heap: one that is dropped by an error or a cancellation holds nothing to be given back.
   */
  Flux<Mono<ByteBuf>> buffers(Flux<SourceRecord> input) {
    return input
        .buffer(RECORDS_PER_BUFFER)
        .map(batch -> Mono.fromSupplier(() -> Unpooled.wrappedBuffer(encode(batch))));
  }

  private byte[] encode(List<SourceRecord> batch) {
    CopyText text = new CopyText(batch.size() * BYTES_PER_RECORD_GUESS);
    for (SourceRecord record : batch) {
      count(record.day());
      write(text, record);
    }
    return text.toBytes();
  }

  /** Records come in order of the day, so the map is asked once a day. */
  private void count(LocalDate next) {
    if (!next.equals(day)) {
      records.merge(day, recordsOfDay, Long::sum);
      day = next;
      dayText = next.toString();
      recordsOfDay = 0;
    }
    recordsOfDay++;
  }

  private void write(CopyText text, SourceRecord record) {
    if (record instanceof SourceRecord.Rejected kept) {
      writeRejected(text, kept.reason(), kept.rawJson());
    } else if (record instanceof SourceRecord.Accepted accepted) {
      write(text, accepted.row());
    } else if (record instanceof SourceRecord.AcceptedAsset accepted) {
      write(text, accepted.row());
    }
  }

  private void write(CopyText text, MetricRow row) {
    if (assets) {
      throw new IllegalStateException("a campaign's row among the assets'");
    }
    RejectReason reason = RowCheck.reasonAgainst(row);
    if (reason != null) {
      writeRejected(text, reason, RejectedRow.json(row));
      return;
    }
    writeMetrics(text, row);
    text.endRow();
  }

  private void write(CopyText text, AssetRow row) {
    if (!assets) {
      throw new IllegalStateException("an asset's row among the campaigns'");
    }
    RejectReason reason = RowCheck.reasonAgainst(row);
    if (reason != null) {
      writeRejected(text, reason, RejectedRow.json(row));
      return;
    }
    writeMetrics(text, row.metrics());
    text.text(row.assetId()).text(row.assetName()).number(row.engagements()).endRow();
  }

  /** The order of columns is that of {@code copy_metrics.sql}. */
  private void writeMetrics(CopyText text, MetricRow row) {
    campaigns.add(row);
    Measures measures = row.measures();
    text.ascii(dayText)
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
        .text(null);
  }

  private void writeRejected(CopyText text, RejectReason reason, String rawJson) {
    rejected++;
    text.ascii(dayText);
    for (int column = 0; column < COLUMNS_BEFORE_REASON; column++) {
      text.text(null);
    }
    text.ascii(reason.name()).text(rawJson.replace("\0", "\\u0000"));
    if (assets) {
      text.text(null).text(null).text(null);
    }
    text.endRow();
  }
}
