package com.campaignsync.domain.metric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a reconciliation compute in SQL, in plain Java: the canonical text of a row
 * and the digest of a day. By it a run proves that what it has read is what is stored.
 */
public final class CanonicalRows {

  private static final String SEPARATOR = "\u001f";
  private static final String NULL = "\u2400";

  /** Fifteen hex digits are sixty bits: their sum over any day fits NUMERIC. */
  private static final int HEX_DIGITS = 15;

  private CanonicalRows() {}

  /** Fields in the order that both sides use; the asset's own stand between the campaign's. */
  public static String text(MetricRow row) {
    return text(row, null, null);
  }

  public static String text(AssetRow row) {
    return text(row.metrics(), row.assetId(), row);
  }

  private static String text(MetricRow row, @Nullable String assetId, @Nullable AssetRow asset) {
    Measures measures = row.measures();
    List<String> fields = new ArrayList<>();
    fields.add(row.campaignId());
    if (assetId != null) {
      fields.add(assetId);
    }
    fields.add(String.valueOf(row.hour()));
    fields.add(row.currency());
    fields.add(number(measures.impressions()));
    fields.add(number(measures.clicks()));
    if (asset != null) {
      fields.add(number(asset.engagements()));
    }
    Stream.of(
            measures.spend(),
            measures.conversions(),
            measures.revenue(),
            measures.leads(),
            measures.installs(),
            measures.purchases(),
            measures.visitors(),
            measures.profit())
        .forEach(value -> fields.add(number(value)));
    return String.join(SEPARATOR, fields);
  }

  private static String number(@Nullable Long value) {
    return value == null ? NULL : value.toString();
  }

  private static String number(@Nullable BigDecimal value) {
    if (value == null) {
      return NULL;
    }
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** First sixty bits of the MD5 of the text's UTF-8. */
  public static BigInteger value(String text) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(HexFormat.of().formatHex(md5).substring(0, HEX_DIGITS), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  public static DayDigest digestOf(Collection<MetricRow> rows) {
    return digest(rows, rows.stream().map(CanonicalRows::text).toList());
  }

  public static DayDigest digestOfAssets(Collection<AssetRow> rows) {
    return digest(
        rows.stream().map(AssetRow::metrics).toList(),
        rows.stream().map(CanonicalRows::text).toList());
  }

  private static DayDigest digest(Collection<MetricRow> rows, List<String> texts) {
    return new DayDigest(
        rows.size(),
        sum(rows, m -> m.impressions() == null ? null : BigDecimal.valueOf(m.impressions())),
        sum(rows, m -> m.clicks() == null ? null : BigDecimal.valueOf(m.clicks())),
        sum(rows, Measures::spend),
        sum(rows, Measures::conversions),
        sum(rows, Measures::revenue),
        new BigDecimal(
            texts.stream().map(CanonicalRows::value).reduce(BigInteger.ZERO, BigInteger::add)));
  }

  private static @Nullable BigDecimal sum(
      Collection<MetricRow> rows, Function<Measures, @Nullable BigDecimal> of) {
    return rows.stream()
        .map(row -> of.apply(row.measures()))
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }
}
