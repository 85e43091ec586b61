package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.NextRun;
import com.campaignsync.domain.store.SyncFrequency;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose time has come.
 *
 * @param id which
 * @param frequency how often it is synced
 * @param slot the time that has come; of several missed ones the first. Two claims of one slot are
 *     one job.
 * @param zone the tenant's
 */
record DueConnection(UUID id, SyncFrequency frequency, Instant slot, ZoneId zone) {

  static DueConnection read(Readable row) {
    return new DueConnection(
        Columns.required(row, "id", UUID.class),
        SyncFrequency.ofWireName(Columns.text(row, "sync_frequency")),
        Columns.required(row, "next_run_at", Instant.class),
        ZoneId.of(Columns.text(row, "time_zone")));
  }

  /** Null if it is to be synced by hand from now on. */
  @Nullable String nextSlot(Instant now) {
    Instant next = NextRun.after(frequency, now, zone);
    return next == null ? null : next.toString();
  }
}
