package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every {@link ReconciliationStore} does. */
public abstract class ReconciliationStoreContract extends ContractFixture {

  @Test
  void verdictsAreKept_onePerDay_theLastOneStays() {
    Started run = started(added(), lastWeek());

    ask(keep(run, List.of(verdict(0, Verdict.HEALED), verdict(1, Verdict.EQUAL))));
    ask(keep(run, List.of(verdict(0, Verdict.GUARDED))));

    assertEquals(2, store().verdicts(run.job().id()));
  }

  @Test
  void noVerdicts_areNoMistake() {
    Started run = started(added(), lastWeek());

    ask(keep(run, List.of()));

    assertEquals(0, store().verdicts(run.job().id()));
  }

  @Test
  void whoLostTheLease_keepsNothing() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    store().pass(TTL.plusSeconds(1));
    leased(connection);

    StoreException refused =
        assertThrows(
            StoreException.class, () -> ask(keep(run, List.of(verdict(0, Verdict.EQUAL)))));

    assertEquals(StoreException.Code.FENCED, refused.code());
    assertEquals(0, store().verdicts(run.job().id()));
  }

  private Mono<Void> keep(Started run, List<Reconciliation> verdicts) {
    return store()
        .reconciliations()
        .keep(run.lease(), run.job().id(), Entity.CAMPAIGN_METRICS, verdicts);
  }

  private Reconciliation verdict(int ago, Verdict verdict) {
    return new Reconciliation(today().minusDays(ago), DayDigest.EMPTY, DayDigest.EMPTY, verdict);
  }
}
