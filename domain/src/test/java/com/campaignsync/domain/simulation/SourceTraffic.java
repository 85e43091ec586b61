package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.ScriptedTable;
import com.campaignsync.domain.source.ScriptedTable.Kind;
import com.campaignsync.domain.source.ScriptedTable.Owner;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What happens to one owner's rows of one table: restated, inserted, deleted, spoilt, streamed. */
final class SourceTraffic {

  private final ScriptedTable table;
  private final Kind kind;
  private final Entity entity;
  private final Owner owner;
  private final SplittableRandom random;
  private int campaigns;

  SourceTraffic(
      ScriptedTable table, Kind kind, Entity entity, Owner owner, SplittableRandom random) {
    this.table = table;
    this.kind = kind;
    this.entity = entity;
    this.owner = owner;
    this.random = random;
  }

  ScriptedTable table() {
    return table;
  }

  Kind kind() {
    return kind;
  }

  Owner owner() {
    return owner;
  }

  /** A day as it comes at first. */
  void begin(LocalDate day, int rows, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      records.add(record(day, "c" + row));
    }
    table.put(owner, day, now, records);
  }

  /** Something changes on a day. */
  void change(LocalDate day, Instant now) {
    List<SourceRecord> records = new ArrayList<>(table.records(owner, day));
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> restate(records, day);
      case 4, 5 -> records.add(record(day, "n" + campaigns++));
      case 6 -> delete(records);
      case 7 -> spoil(records, day);
      case 8 -> records.subList(0, random.nextInt(records.size() + 1)).clear();
      default -> restate(records, day);
    }
    if (kind != Kind.VIEW && random.nextInt(8) == 0) {
      table.stream(owner, day, records);
    } else {
      table.put(owner, day, now, records);
    }
  }

  private void restate(List<SourceRecord> records, LocalDate day) {
    if (records.isEmpty()) {
      records.add(record(day, "c0"));
      return;
    }
    int at = random.nextInt(records.size());
    records.set(at, record(day, campaignOf(records.get(at))));
  }

  private void delete(List<SourceRecord> records) {
    if (!records.isEmpty()) {
      records.remove(random.nextInt(records.size()));
    }
  }

  private void spoil(List<SourceRecord> records, LocalDate day) {
    if (!records.isEmpty()) {
      int at = random.nextInt(records.size());
      String rawJson =
          "{\"campaign_id\":\"%s\",\"spend\":\"NaN\"}".formatted(campaignOf(records.get(at)));
      records.set(at, new SourceRecord.Rejected(day, RejectReason.NOT_A_NUMBER, rawJson));
    }
  }

  /** The campaign that a record is of, rejected or not. */
  static String campaignOf(SourceRecord record) {
    if (record instanceof SourceRecord.Accepted accepted) {
      return accepted.row().campaignId();
    }
    if (record instanceof SourceRecord.AcceptedAsset accepted) {
      return accepted.row().metrics().campaignId();
    }
    String rawJson = ((SourceRecord.Rejected) record).rawJson();
    return rawJson.split("\"")[3];
  }

  private SourceRecord record(LocalDate day, String campaignId) {
    Measures measures =
        new Measures(
            random.nextLong(-5, 1_000),
            random.nextInt(4) == 0 ? null : random.nextLong(100),
            BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(5)),
            null,
            BigDecimal.valueOf(random.nextInt(1_000), 2),
            null,
            null,
            null,
            null,
            null);
    MetricRow row = new MetricRow(campaignId, "Spring", day, MetricRow.WHOLE_DAY, "USD", measures);
    return entity == Entity.CAMPAIGN_METRICS
        ? new SourceRecord.Accepted(row)
        : new SourceRecord.AcceptedAsset(new AssetRow("ad-" + campaignId, null, 3L, row));
  }
}
