package com.campaignsync.local.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One day of the sample: the same numbers at every start, because they depend on the day alone. */
public final class SampleDay {

  private static final long SEED = 20_260_101L;

  private SampleDay() {}

  /**
   * One campaign's day, in the columns of {@code campaign_metrics} that the sample fills.
   *
   * @param spend units of the account's currency, two decimals
   * @param revenue units of the account's currency, two decimals; null where the platform tracks
   *     none
   */
  public record Row(
      String tenantId,
      String platform,
      String campaignId,
      String campaignName,
      LocalDate day,
      String currency,
      long impressions,
      long clicks,
      BigDecimal spend,
      BigDecimal conversions,
      @Nullable BigDecimal revenue) {}

  /** Every campaign's row of a day. */
  public static List<Row> rows(LocalDate day) {
    List<Row> rows = new ArrayList<>();
    for (int tenant = 0; tenant < Advertisers.TENANTS.size(); tenant++) {
      for (int platform = 0; platform < Advertisers.PLATFORMS.size(); platform++) {
        for (int campaign = 0; campaign < Advertisers.CAMPAIGNS; campaign++) {
          rows.add(row(day, tenant, platform, campaign));
        }
      }
    }
    return rows;
  }

  private static Row row(LocalDate day, int tenant, int platform, int campaign) {
    Random random =
        new Random(
            SEED
                ^ (day.toEpochDay() * 7_919)
                ^ (tenant * 104_729L + platform * 1_299_709L + campaign * 15_485_863L));
    double weekend = day.getDayOfWeek().getValue() >= 6 ? 0.6 : 1.0;
    double season = 1 + 0.25 * Math.sin(day.toEpochDay() / 14.0 + tenant);
    long impressions =
        Math.round(
            (2_000 + 3_000 * tenant + 800 * campaign)
                * weekend
                * season
                * (0.8 + 0.4 * random.nextDouble()));
    long clicks = Math.round(impressions * (0.01 + 0.04 * random.nextDouble()));
    BigDecimal spend = money(clicks * (0.35 + 1.2 * random.nextDouble()));
    long conversions = Math.round(clicks * (0.02 + 0.06 * random.nextDouble()));
    // The last platform tracks no revenue: unknown, which is not zero.
    BigDecimal revenue =
        platform == Advertisers.PLATFORMS.size() - 1
            ? null
            : money(conversions * (18 + 40 * random.nextDouble()));
    return new Row(
        Advertisers.TENANTS.get(tenant),
        Advertisers.PLATFORMS.get(platform),
        Advertisers.campaignId(tenant, platform, campaign),
        Advertisers.campaignName(platform, campaign),
        day,
        tenant == 2 ? "EUR" : "USD",
        impressions,
        clicks,
        spend,
        BigDecimal.valueOf(conversions),
        revenue);
  }

  private static BigDecimal money(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
  }
}
