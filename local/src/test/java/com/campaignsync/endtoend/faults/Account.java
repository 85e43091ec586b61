package com.campaignsync.endtoend.faults;

import java.util.List;

/** One ad account of the run; all of them lie in one table, so that reads are shared. */
record Account(String tenant, String platform) {

  static final List<Account> ALL =
      List.of(
          new Account("acme", "google_ads"),
          new Account("acme", "meta"),
          new Account("globex", "google_ads"),
          new Account("globex", "tiktok"),
          new Account("initech", "linkedin"));
}
