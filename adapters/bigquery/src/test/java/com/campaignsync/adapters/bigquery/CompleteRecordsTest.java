package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class CompleteRecordsTest {

  private final List<String> days = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void allRows_areAllRecords() {
    read(row("2", "2026-02-27"), row("2", "2026-02-28"));

    assertEquals(List.of("2026-02-27", "2026-02-28"), days);
    assertEquals(null, failure.get());
  }

  @Test
  void aConnectionWithoutRows_answersThatItHasNone() {
    read(row("0", null));

    assertEquals(List.of(), days);
    assertEquals(null, failure.get());
  }

  @Test
  void silence_isNotTakenForAnEmptySource() {
    read();

    assertBroken("not a row of a connection came");
  }

  @Test
  void aShortStream_failsBeforeItsLastRecordIsOut() {
    read(row("3", "2026-02-27"), row("3", "2026-02-28"));

    assertEquals(List.of("2026-02-27"), days);
    assertBroken("2 of a connection's 3 rows came");
  }

  @Test
  void aRowTooMany_fails() {
    read(row("1", "2026-02-27"), row("1", "2026-02-28"));

    assertEquals(List.of(), days);
    assertBroken("more than 1 rows of a connection came");
  }

  @Test
  void daysOutOfOrder_fail() {
    read(row("2", "2026-02-28"), row("2", "2026-02-27"));

    assertBroken("2026-02-27 came after 2026-02-28");
  }

  private void read(TestRow... rows) {
    CompleteRecords.of(Entity.CAMPAIGN_METRICS, Flux.fromArray(rows).map(TestRow::cells))
        .map(SourceRecord::day)
        .subscribe(day -> days.add(day.toString()), failure::set);
  }

  private void assertBroken(String problem) {
    SourceException error = assertInstanceOf(SourceException.class, failure.get());
    assertEquals(SourceException.Code.SOURCE_UNAVAILABLE, error.code());
    assertEquals(
        "BigQuery did not answer in full: " + problem + "; it is tried again", error.getMessage());
  }

  private static TestRow row(String rows, String day) {
    return new TestRow().with(ResultLayout.TARGET_ROWS, rows).with(ResultLayout.METRIC_DATE, day);
  }
}
