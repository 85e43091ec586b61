package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether Postgres can keep a row exactly as it is. */
final class RowCheck {

  /** The API's bound on ids; a unique index holds them, whose entries have at most 2,704 bytes. */
  static final int ID_CHARACTERS_MAX = 256;

  /** Platforms allow names of 255 to 400 characters; beyond this it is not a name. */
  static final int NAME_CHARACTERS_MAX = 1024;

  /** ISO 4217 has three; anything short is kept as it came. */
  static final int CURRENCY_CHARACTERS_MAX = 16;

  /** NUMERIC(38, 9) has 29 digits before the point. */
  private static final int SCALE_MAX = 9;

  private static final int INTEGER_DIGITS_MAX = 29;

  private RowCheck() {}

  /** Null if it can. */
  static @Nullable RejectReason reasonAgainst(MetricRow row) {
    if (row.campaignId().isEmpty()) {
      return RejectReason.NO_CAMPAIGN;
    }
    if (row.hour() < MetricRow.WHOLE_DAY || row.hour() > 23) {
      return RejectReason.BAD_HOUR;
    }
    if (!textsFit(row)) {
      return RejectReason.BAD_TEXT;
    }
    return numbersFit(row.measures()) ? null : RejectReason.NOT_A_NUMBER;
  }

  /** Null if it can. An asset's id is checked as a text: an empty one is none. */
  static @Nullable RejectReason reasonAgainst(AssetRow row) {
    RejectReason reason = reasonAgainst(row.metrics());
    boolean named =
        !row.assetId().isEmpty()
            && textFits(row.assetId(), ID_CHARACTERS_MAX)
            && textFits(row.assetName(), NAME_CHARACTERS_MAX);
    return reason == null && !named ? RejectReason.BAD_TEXT : reason;
  }

  private static boolean textsFit(MetricRow row) {
    return textFits(row.campaignId(), ID_CHARACTERS_MAX)
        && textFits(row.campaignName(), NAME_CHARACTERS_MAX)
        && textFits(row.currency(), CURRENCY_CHARACTERS_MAX);
  }

  private static boolean textFits(@Nullable String text, int charactersMax) {
    return text == null
        || (isRepresentable(text) && text.codePointCount(0, text.length()) <= charactersMax);
  }

  /** Unpaired surrogates have no UTF-8: they would come back as question marks. */
  private static boolean isRepresentable(String text) {
    int next;
    for (int i = 0; i < text.length(); i += Character.charCount(next)) {
      next = text.codePointAt(i);
      if (next == 0 || (next >= Character.MIN_SURROGATE && next <= Character.MAX_SURROGATE)) {
        return false;
      }
    }
    return true;
  }

  private static boolean numbersFit(Measures measures) {
    return numberFits(measures.spend())
        && numberFits(measures.conversions())
        && numberFits(measures.revenue())
        && numberFits(measures.leads())
        && numberFits(measures.installs())
        && numberFits(measures.purchases())
        && numberFits(measures.visitors())
        && numberFits(measures.profit());
  }

  private static boolean numberFits(@Nullable BigDecimal number) {
    if (number == null) {
      return true;
    }
    boolean exact = number.scale() <= SCALE_MAX || number.stripTrailingZeros().scale() <= SCALE_MAX;
    return exact && number.precision() - number.scale() <= INTEGER_DIGITS_MAX;
  }
}
