package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.V2;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.store.LoadCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsLoadTest {

  private static final String ROWS =
      "SELECT c.campaign_id, m.metric_date, m.clicks, m.spend FROM campaign_metrics m"
          + " JOIN campaign_spaces c ON c.id = m.campaign_space_id WHERE m.connection_id = ?"
          + " ORDER BY 1, 2";

  @Test
  void load_storesNewRows() {
    Fixture fixture = new Fixture();
    LoadCounts counts =
        fixture.load(V1, row("a", DAY, 5L, "1.5"), row("b", DAY.plusDays(1), null, null));
    assertEquals(new LoadCounts(2, 2, 0, 0, 0), counts);
    assertEquals(
        List.of("a|2026-05-31|5|1.500000000", "b|2026-06-01|null|null"), fixture.rows(ROWS));
  }

  @Test
  void load_twiceIsTheSameAsOnce() {
    Fixture fixture = new Fixture();
    fixture.load(V1, row("a", DAY, 5L, "1.5"));
    LoadCounts again = fixture.load(V2, row("a", DAY, 5L, "1.50"));
    assertEquals(new LoadCounts(1, 0, 0, 1, 0), again);
    assertEquals(List.of("a|2026-05-31|5|1.500000000"), fixture.rows(ROWS));
  }
}
