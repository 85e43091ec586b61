package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exports hold a connection for as long as their callers read: not all of the pool. */
class ExportsApiTest {

  private final Fakes fakes = new Fakes();
  private final TestApi api =
      new TestApi(fakes, InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  private TestApi.Answer export() {
    return api.accepting(Csv.MEDIA_TYPE, "/api/campaign-performance/metrics");
  }

  @Test
  void moreThanTheInstanceHasRoomFor_areToldToComeAgain() {
    List<TestApi.Answer> meanwhile = new ArrayList<>();
    fakes.whileExporting = () -> meanwhile.add(export());
    assertEquals(200, export().status());
    assertEquals(1, meanwhile.size());
    TestApi.Answer second = meanwhile.get(0);
    assertEquals(503, second.status());
    assertEquals("EXPORTS_BUSY", second.json().path("reason").asText());
    assertEquals(Optional.of("5"), second.header("Retry-After"));
    fakes.whileExporting = () -> {};
    assertEquals(200, export().status(), "the first has ended");
  }

  @Test
  void shortExports_waitForEachOther() throws Exception {
    List<Thread> callers = new ArrayList<>();
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    for (int caller = 0; caller < 6; caller++) {
      callers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  statuses.add(export().status());
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(Collections.nCopies(120, 200), statuses);
  }
}
