package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupingTest {

  @Test
  void everyCombination_isReadInAnyOrder() {
    assertEquals(
        Optional.of(new Grouping(EnumSet.of(GroupKey.DATE, GroupKey.CURRENCY))),
        Grouping.parse("currency,date"));
    assertEquals(
        Optional.of(new Grouping(EnumSet.allOf(GroupKey.class))),
        Grouping.parse("currency,platform,campaign,date"));
    assertEquals("date,currency", Grouping.parse("currency,date").orElseThrow().wireName());
  }

  @Test
  void anythingElse_isRefused() {
    for (String text :
        List.of("", ",", "date,", "DATE", " date", "date,date", ";drop table", "week")) {
      assertEquals(Optional.empty(), Grouping.parse(text), text);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Grouping(EnumSet.noneOf(GroupKey.class)));
  }

  @Test
  void groupValues_fitOnlyTheirOwnGrouping() {
    GroupValues day = new GroupValues(LocalDate.of(2026, 3, 29), null, null, null);
    assertTrue(day.fits(Grouping.BY_DATE));
    assertFalse(day.fits(Grouping.parse("date,platform").orElseThrow()));
    assertFalse(day.fits(Grouping.parse("platform").orElseThrow()));
  }
}
