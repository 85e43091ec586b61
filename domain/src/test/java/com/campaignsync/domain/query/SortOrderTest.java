package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SortOrderTest {

  private static final DayWindow DAYS =
      new DayWindow(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));

  private static String parsed(String text, String grouping) {
    return SortOrder.of(Grouping.parse(grouping).orElseThrow())
        .parse(text)
        .map(SortOrder::wireName)
        .orElse("refused");
  }

  @Test
  void order_endsWithTheKeysThatTellRowsApart() {
    assertEquals("-spend,date,campaign", parsed("-spend", "campaign,date"));
    assertEquals("roas,-campaign,date", parsed("roas,-campaign", "campaign,date"));
    assertEquals("campaign_name,campaign", parsed("campaign_name", "campaign"));
    assertEquals(
        "date,platform",
        SortOrder.byKeys(Grouping.parse("platform,date").orElseThrow()).wireName());
  }

  @Test
  void order_isOfWhatTheRowsHave() {
    for (String wrong :
        List.of("", "date", "campaign_name", "-", "spend,", "spend,-spend", "SPEND")) {
      assertEquals("refused", parsed(wrong, "platform"), wrong);
    }
    assertEquals(
        List.of("platform", "impressions"),
        SortOrder.of(Grouping.parse("platform").orElseThrow()).names().subList(0, 2));
  }

  @Test
  void campaigns_areToldApartByTheirId() {
    assertEquals("platform,name,id", CampaignField.ORDER_DEFAULT.wireName());
    assertEquals("-id", CampaignField.ORDER.parse("-id").orElseThrow().wireName());
    assertEquals(Optional.empty(), CampaignField.ORDER.parse("spend"));
  }

  @Test
  void fields_keepTheirOrder() {
    assertEquals(Optional.of(List.of(Rate.ROAS, Measure.LEADS)), Field.parse("roas,leads"));
    for (String wrong : List.of("", "roas,", "roas,roas", "date", "Roas")) {
      assertEquals(Optional.empty(), Field.parse(wrong), wrong);
    }
    assertEquals(15, Field.names().size());
  }

  @Test
  void measures_areThoseShownDividedAndSortedBy() {
    Grouping grouping = Grouping.BY_DATE;
    MetricsShape shape =
        new MetricsShape(
            grouping,
            Granularity.DAY,
            List.of(Rate.CPC, Measure.LEADS),
            SortOrder.of(grouping).parse("-roas,profit").orElseThrow(),
            false);
    Set<Measure> expected =
        EnumSet.of(Measure.CLICKS, Measure.SPEND, Measure.REVENUE, Measure.LEADS, Measure.PROFIT);
    assertEquals(expected, shape.measures());
  }

  @Test
  void periods_needTheDate() {
    Grouping platform = Grouping.parse("platform").orElseThrow();
    MetricsShape shape = MetricsShape.by(platform);
    assertThrows(
        IllegalArgumentException.class,
        () -> new MetricsShape(platform, Granularity.WEEK, shape.fields(), shape.order(), false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MetricsShape(platform, Granularity.DAY, shape.fields(), shape.order(), true));
  }

  @Test
  void place_isOfItsOrder() {
    MetricsQuery query = MetricsQuery.of(DAYS, MetricsFilter.NONE, MetricsShape.BY_DATE, 10);
    Place two = new Place(List.of(DAYS.firstDay(), "x"));
    assertThrows(IllegalArgumentException.class, () -> query.after(two));
    assertTrue(query.after(new Place(List.of(DAYS.firstDay()))).after().isPresent());
  }

  @Test
  void onePage_isSureForAFewPeriodsFromTheStart() {
    MetricsQuery small = MetricsQuery.of(DAYS, MetricsFilter.NONE, MetricsShape.BY_DATE, 30);
    assertTrue(small.isSurelyOnePage());
    assertEquals(
        false,
        MetricsQuery.of(DAYS, MetricsFilter.NONE, MetricsShape.BY_DATE, 29).isSurelyOnePage());
    assertEquals(false, small.after(new Place(List.of(DAYS.firstDay()))).isSurelyOnePage());
  }
}
