package com.campaignsync.local.sample;

import java.util.List;

/** The made-up customers of the sample. */
final class Advertisers {

  /** Campaigns per tenant and platform. */
  static final int CAMPAIGNS = 4;

  static final List<String> TENANTS =
      List.of("alpine-outfitters", "bluebird-coffee", "citylight-games");

  static final List<String> PLATFORMS =
      List.of(
          "google_ads",
          "facebook_ads",
          "microsoft_ads",
          "linkedin_ads",
          "tiktok_ads",
          "pinterest_ads");

  private static final List<String> THEMES =
      List.of("Brand search", "Spring launch", "Retargeting", "Lookalike audience");

  private Advertisers() {}

  static String campaignId(int tenant, int platform, int campaign) {
    // Beyond 2^53, like many real ones: a client that reads ids as doubles shows itself.
    return String.valueOf(9_007_199_254_750_000L + tenant * 1_000L + platform * 100L + campaign);
  }

  static String campaignName(int platform, int campaign) {
    return THEMES.get(campaign) + " · " + PLATFORMS.get(platform);
  }
}
