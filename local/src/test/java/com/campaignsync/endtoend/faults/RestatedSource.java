package com.campaignsync.endtoend.faults;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The table in BigQuery, and beside it what it must hold: each row's version is the number of the
 * restatement that it had last, and its measures follow from key and version.
 */
final class RestatedSource {

  static final String PROJECT = "campaign-sync-local";

  /** Within the 30 days that an incremental sync looks back, with room for a run past midnight. */
  static final int DAYS = 27;

  /** Parts of the campaigns that can be restated one by one. */
  static final int SHARES = 3;

  private static final int CAMPAIGNS_AT_FIRST = 100;
  private static final TableRef TABLE =
      new TableRef(PROJECT, "engarde_analytics", "campaign_metrics");

  /** The key of a row as text, and how it is written in a comparison. */
  record Key(Account account, int campaign, LocalDate day) {

    String campaignId() {
      return "c" + campaign;
    }

    @Override
    public String toString() {
      return "%s %s %s %s".formatted(account.tenant(), account.platform(), campaignId(), day);
    }
  }

  private final LocalBigQuery server;
  private final BigQuery client;
  private final LocalDate firstDay;
  private final Map<Key, Integer> versions = new HashMap<>();
  private final Map<Key, List<Integer>> history = new HashMap<>();
  private int campaigns;

  RestatedSource(LocalBigQuery server) throws Exception {
    this.server = server;
    this.client =
        BigQueryOptions.newBuilder()
            .setHost(server.host())
            .setProjectId(PROJECT)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    this.firstDay = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS - 1);
    insert(CAMPAIGNS_AT_FIRST);
  }

  /** Adds campaigns, each with a row a day in every account. */
  void insert(int more) throws Exception {
    List<Key> added =
        Account.ALL.stream()
            .flatMap(
                account ->
                    IntStream.range(campaigns, campaigns + more)
                        .boxed()
                        .flatMap(
                            campaign ->
                                IntStream.range(0, DAYS)
                                    .mapToObj(
                                        day -> new Key(account, campaign, firstDay.plusDays(day)))))
            .toList();
    server.loadOnce("from " + campaigns, TABLE, added.stream().map(RestatedSource::columns));
    added.forEach(key -> versions.put(key, 0));
    campaigns += more;
  }

  /**
   * Restates some campaigns on some days in every account.
   *
   * @param version what the rows say from now on
   * @param share which third of the campaigns: none is restated twice before the store was compared
   * @param days how many days, from a random one on
   */
  void restate(int version, int share, SplittableRandom random, int days)
      throws InterruptedException {
    int from = days >= DAYS ? 0 : random.nextInt(DAYS - days + 1);
    LocalDate first = firstDay.plusDays(from);
    LocalDate last = first.plusDays(days - 1L);
    List<Integer> chosen =
        IntStream.range(0, campaigns).filter(campaign -> campaign % SHARES == share).filter(campaign -> random.nextBoolean()).boxed().toList();
    String[] ids = chosen.stream().map(campaign -> "c" + campaign).toArray(String[]::new);
    client.query(
        QueryJobConfiguration.newBuilder(
                "UPDATE `campaign-sync-local.engarde_analytics.campaign_metrics`"
                    + " SET clicks = @version, spend = impressions / 100 + @version"
                    + " WHERE campaign_id IN UNNEST(@ids) AND metric_date BETWEEN @first AND @last")
            .addNamedParameter("version", QueryParameterValue.int64(version))
            .addNamedParameter("ids", QueryParameterValue.array(ids, String.class))
            .addNamedParameter("first", QueryParameterValue.date(first.toString()))
            .addNamedParameter("last", QueryParameterValue.date(last.toString()))
            .setUseLegacySql(false)
            .build());
    for (Account account : Account.ALL) {
      for (int campaign : chosen) {
        first.datesUntil(last.plusDays(1)).forEach(day -> restated(account, campaign, day, version));
      }
    }
  }

  private void restated(Account account, int campaign, LocalDate day, int version) {
    Key key = new Key(account, campaign, day);
    int before = versions.put(key, version);
    history.computeIfAbsent(key, fresh -> new ArrayList<>(List.of(before))).add(version);
  }

  /** Every row as {@code key clicks impressions spend conversions revenue}, in order. */
  Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    versions.forEach((key, version) -> rows.put(key.toString(), measures(key, version)));
    return rows;
  }

  /** Of each restated row, the versions that its changes must tell, from the first to the last. */
  Map<String, List<Integer>> history() {
    Map<String, List<Integer>> all = new TreeMap<>();
    history.forEach((key, told) -> all.put(key.toString(), told));
    return all;
  }

  int rowsPerAccountAndDay() {
    return campaigns;
  }

  /** The table's own sums, which show that the expectation is that of the table. */
  List<String> sumsInBigQuery() throws InterruptedException {
    var row =
        client
            .query(
                QueryJobConfiguration.of(
                    "SELECT COUNT(*), SUM(clicks), SUM(impressions) FROM"
                        + " `campaign-sync-local.engarde_analytics.campaign_metrics`"))
            .iterateAll()
            .iterator()
            .next();
    return row.stream().map(value -> value.getStringValue()).toList();
  }

  List<String> sumsExpected() {
    long clicks = versions.values().stream().mapToLong(version -> version).sum();
    long shown = versions.keySet().stream().mapToLong(RestatedSource::impressions).sum();
    return List.of(
        String.valueOf(versions.size()), String.valueOf(clicks), String.valueOf(shown));
  }

  private static String measures(Key key, int version) {
    BigDecimal spend =
        BigDecimal.valueOf(impressions(key), 2).add(BigDecimal.valueOf(version)).setScale(9);
    return "%d %d %s %d.000000000".formatted(version, impressions(key), spend, key.campaign());
  }

  private static long impressions(Key key) {
    return 1_000 + new SplittableRandom(key.toString().hashCode()).nextLong(100_000);
  }

  /** In the order of the table's columns; what is not set is NULL. */
  private static List<Object> columns(Key key) {
    Object[] values = new Object[19];
    values[0] = key.account().tenant();
    values[1] = key.campaignId();
    values[2] = "Campaign " + key.campaign();
    values[4] = key.account().platform();
    values[5] = key.day();
    values[8] = impressions(key);
    values[9] = 0L;
    values[10] = impressions(key) / 100.0;
    values[11] = BigDecimal.valueOf(key.campaign());
    return Arrays.asList(values);
  }
}
