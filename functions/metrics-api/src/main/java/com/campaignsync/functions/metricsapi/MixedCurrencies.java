package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Problem;
import java.util.List;

/** Sums over several currencies are refused. */
final class MixedCurrencies {

  private MixedCurrencies() {}

  static Problem problem(List<String> currencies) {
    return Problem.of(
            422,
            "MIXED_CURRENCIES",
            "the rows are in several currencies, which are never added: add currency to group_by,"
                + " or name one with currency=")
        .with("currencies", currencies);
  }
}
