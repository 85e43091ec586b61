package com.campaignsync.endtoend.oracle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks for, by the API's own names.
 *
 * @param keys group_by
 * @param granularity day, week or month
 * @param first first day
 * @param last last day, inclusive
 * @param filters platform, currency, campaign_space_ids
 * @param fields empty: the usual ones
 * @param sort terms with their minus; empty: by the keys
 * @param filled whether with fill=zero
 * @param step which step's figures; 0: those of now
 * @param asOf the instant of that step
 * @param pageSize most rows of a page
 */
record Question(
    List<String> keys,
    String granularity,
    LocalDate first,
    LocalDate last,
    Map<String, String> filters,
    List<String> fields,
    List<String> sort,
    boolean filled,
    int step,
    @Nullable Instant asOf,
    int pageSize) {

  static final List<String> KEYS = List.of("date", "campaign", "platform", "currency");
  static final List<String> MEASURES =
      List.of(
          "impressions",
          "clicks",
          "spend",
          "conversions",
          "revenue",
          "leads",
          "installs",
          "purchases",
          "visitors",
          "profit");
  static final Map<String, List<String>> RATES =
      Map.of(
          "ctr", List.of("100", "clicks", "impressions"),
          "cpc", List.of("1", "spend", "clicks"),
          "cpm", List.of("1000", "spend", "impressions"),
          "roas", List.of("1", "revenue", "spend"),
          "conversion_rate", List.of("100", "conversions", "clicks"));
  static final List<String> USUAL =
      List.of(
          "impressions",
          "clicks",
          "spend",
          "conversions",
          "revenue",
          "ctr",
          "cpc",
          "cpm",
          "roas",
          "conversion_rate");

  static Question random(Random random, List<Instant> steps, List<String> campaigns) {
    List<String> keys = some(random, KEYS, 1 + random.nextInt(3));
    boolean dated = keys.contains("date");
    LocalDate first = RestatedStore.FIRST.plusDays(random.nextInt(70) - 5);
    int step = random.nextInt(5) < 2 ? 1 + random.nextInt(steps.size()) : 0;
    return new Question(
        keys,
        dated ? List.of("day", "week", "month").get(random.nextInt(3)) : "day",
        first,
        first.plusDays(random.nextInt(60)),
        filters(random, keys, campaigns),
        random.nextInt(3) == 0 ? List.of() : some(random, figures(), 1 + random.nextInt(6)),
        random.nextInt(3) == 0 ? List.of() : sort(random, keys),
        dated && random.nextInt(3) == 0,
        step,
        step == 0 ? null : steps.get(step - 1),
        List.of(5, 17, 60, 1000).get(random.nextInt(4)));
  }

  private static List<String> figures() {
    List<String> all = new ArrayList<>(MEASURES);
    all.addAll(RATES.keySet().stream().sorted().toList());
    return all;
  }

  private static List<String> some(Random random, List<String> all, int count) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, count));
  }

  private static List<String> sort(Random random, List<String> keys) {
    List<String> all = figures();
    all.addAll(keys);
    if (keys.contains("campaign")) {
      all.addAll(List.of("campaign_id", "campaign_name", "campaign_name"));
    }
    return some(random, all, 1 + random.nextInt(2)).stream()
        .distinct()
        .map(name -> random.nextBoolean() ? "-" + name : name)
        .toList();
  }

  private static Map<String, String> filters(
      Random random, List<String> keys, List<String> campaigns) {
    Map<String, String> filters = new LinkedHashMap<>();
    if (random.nextInt(4) == 0) {
      filters.put("platform", List.of("google_ads", "TikTok", "tiktok").get(random.nextInt(3)));
    }
    if (random.nextInt(keys.contains("currency") ? 6 : 2) == 0) {
      filters.put("currency", List.of("EUR", "EUR", "USD", "JPY").get(random.nextInt(4)));
    }
    if (random.nextInt(5) == 0) {
      filters.put(
          "campaign_space_ids",
          String.join(",", some(random, campaigns, 1 + random.nextInt(campaigns.size() - 1))));
    }
    return filters;
  }

  /** The keys in the API's own order. */
  List<String> orderedKeys() {
    return KEYS.stream().filter(keys::contains).toList();
  }

  List<String> shownFields() {
    return fields.isEmpty() ? USUAL : fields;
  }

  /** Whether money is shown or sorted by, be it within a ratio. */
  boolean hasMoney() {
    return Stream.concat(shownFields().stream(), sort.stream().map(term -> term.replace("-", "")))
        .flatMap(name -> RATES.getOrDefault(name, List.of(name)).stream())
        .anyMatch(List.of("spend", "revenue", "profit")::contains);
  }

  String query() {
    Map<String, String> parameters = new LinkedHashMap<>(filters);
    parameters.put("group_by", String.join(",", keys));
    parameters.put("granularity", granularity);
    parameters.put("start_date", first.toString());
    parameters.put("end_date", last.toString());
    if (!fields.isEmpty()) {
      parameters.put("fields", String.join(",", fields));
    }
    if (!sort.isEmpty()) {
      parameters.put("sort", String.join(",", sort));
    }
    if (filled) {
      parameters.put("fill", "zero");
    }
    if (asOf != null) {
      parameters.put("as_of", asOf.toString());
    }
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
