package com.campaignsync.domain.store;

import java.util.Locale;
import java.util.Map;

/**
 * How far back each ad platform still restates its numbers, in days: the upper end of what its
 * reporting documentation names, as of November 2026. A connection may have its own.
 */
public final class LookbackDays {

  /** Platforms that are not listed: as long as most of the large ones. */
  private static final int OTHERS = 30;

  private static final Map<String, Integer> BY_PLATFORM =
      Map.ofEntries(
          // Google Ads: conversions count for the click's day up to 30 days later by default;
          // single adjustments may come up to 145 days later, which full resyncs are for.
          Map.entry("google_ads", 30),
          // Meta: attribution windows of 28 days, and 31 for reports by month.
          Map.entry("facebook_ads", 31),
          Map.entry("meta_ads", 31),
          Map.entry("meta", 31),
          Map.entry("instagram_ads", 31),
          // Microsoft, LinkedIn, Pinterest: conversion windows of 30 days.
          Map.entry("microsoft_ads", 30),
          Map.entry("linkedin_ads", 30),
          Map.entry("pinterest_ads", 30),
          // Amazon: 14 days for sponsored products, 30 for display.
          Map.entry("amazon_ads", 30),
          // Snapchat: 7 to 28 days, by the account's attribution window.
          Map.entry("snapchat_ads", 28),
          // TikTok: 3 to 14 days.
          Map.entry("tiktok_ads", 14),
          // X: 7 to 30 days.
          Map.entry("twitter_ads", 30),
          Map.entry("x_ads", 30),
          // Reddit: 28 days.
          Map.entry("reddit_ads", 28),
          // Apple: 14 days.
          Map.entry("apple_search_ads", 14));

  private LookbackDays() {}

  /** The days for a platform, in any case. */
  public static int of(String platform) {
    return BY_PLATFORM.getOrDefault(platform.toLowerCase(Locale.ROOT), OTHERS);
  }
}
