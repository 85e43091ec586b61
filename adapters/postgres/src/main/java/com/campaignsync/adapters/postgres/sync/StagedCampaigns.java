package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.MetricRow;
import io.netty.buffer.Unpooled;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The campaigns of one load, noted while their rows pass: nearly always few beside the rows, and
 * then the database need not group all rows to find them. Where there are too many to remember, it
 * does.
 */
final class StagedCampaigns {

  /** Some ten megabytes with texts of usual length. */
  private static final int CAMPAIGNS_MAX = 50_000;

  /** Ids and names may be long: no more than this many characters of them are kept. */
  private static final int CHARACTERS_MAX = 4_000_000;

  private static final String SQL =
      "COPY pg_temp.sync_campaigns (campaign_id, currency, name, first_slot, last_slot) FROM STDIN";

  /** Slots are counted as in {@code collect_campaigns.sql}. */
  private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

  private static final int SLOTS_PER_DAY = 32;
  private static final int BYTES_PER_CAMPAIGN_GUESS = 80;

  private record Key(String campaignId, String currency, @Nullable String name) {}

  private static final class Slots {
    private long first;
    private long last;

    Slots(long slot) {
      first = slot;
      last = slot;
    }

    void add(long slot) {
      first = Math.min(first, slot);
      last = Math.max(last, slot);
    }
  }

  private final Map<Key, Slots> campaigns = new HashMap<>();
  private int characters;
  private boolean tooMany;

  void add(MetricRow row) {
    if (tooMany) {
      return;
    }
    Key key = new Key(row.campaignId(), row.currency(), row.campaignName());
    long slot = (row.day().toEpochDay() - FIRST_DAY) * SLOTS_PER_DAY + row.hour();
    Slots known = campaigns.get(key);
    if (known == null) {
      remember(key, slot);
    } else {
      known.add(slot);
    }
  }

  private void remember(Key key, long slot) {
    characters += key.campaignId.length() + (key.name == null ? 0 : key.name.length());
    tooMany = campaigns.size() == CAMPAIGNS_MAX || characters > CHARACTERS_MAX;
    if (tooMany) {
      campaigns.clear();
    } else {
      campaigns.put(key, new Slots(slot));
    }
  }

  /**
   * Lists the campaigns of the staged rows.
   *
   * @param allStaged whether every row that was added still stands in the staging table
   */
  Mono<Long> list(Connection connection, boolean allStaged) {
    if (tooMany || !allStaged) {
      return CollectCampaigns.run(connection);
    }
    return campaigns.isEmpty()
        ? Mono.just(0L)
        : CopyToStaging.unwrap(connection)
            .copyIn(SQL)
            .fromMany(Flux.just(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(encode()))))
            .build();
  }

  private byte[] encode() {
    CopyText text = new CopyText(campaigns.size() * BYTES_PER_CAMPAIGN_GUESS);
    campaigns.forEach(
        (key, slots) -> {
          text.text(key.campaignId).text(key.currency).text(key.name);
          text.number(slots.first).number(slots.last).endRow();
        });
    return text.toBytes();
  }
}
