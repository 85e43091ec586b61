package com.campaignsync.local.run;

import java.io.PrintStream;
import java.nio.file.Path;

/** What to try first. */
final class Welcome {

  private Welcome() {}

  static void print(PrintStream out, Ports ports, Tokens tokens, Path state) {
    String api = "http://localhost:" + ports.metricsApi();
    out.printf(
        """

        Campaign Sync runs: %1$s   (Ctrl-C stops everything; state stays in .local/)

          user         %2$s
          admin        %3$s
          super_admin  %4$s
          of every tenant: %5$s

          curl -H 'Authorization: Bearer %2$s' '%1$s/api/campaign-performance/metrics?group_by=date,platform'
          curl -H 'Authorization: Bearer %2$s' '%1$s/api/campaign-performance/sync-status'
          curl -X POST -H 'Authorization: Bearer %2$s' '%1$s/api/campaign-performance/sync?wait=true'

        The functions' log lines: %6$s
        """,
        api,
        tokens.user(),
        tokens.admin(),
        tokens.superAdmin(),
        state.resolve("tokens.json"),
        state.resolve("run-local.log"));
    out.flush();
  }
}
