package com.campaignsync.domain.tenant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The directory of tenants: who they are, nothing that is theirs. */
public interface TenantStore {

  /** Most tenants of one page, and one more that tells whether there is another page. */
  int PAGE_MAX = 1001;

  /**
   * Tenants by id.
   *
   * @param after the last one of the page before; null for the first page
   * @param max 1 to {@link #PAGE_MAX}
   */
  Mono<List<Tenant>> page(@Nullable TenantId after, int max);

  /** Makes a tenant; empty, and nothing is changed, if its id is in use. */
  Mono<Tenant> create(NewTenant tenant);

  /**
   * Changes a tenant; empty if there is none of that id. Stored rows stay as they are: their days
   * are the ad accounts' own and each has its currency. Another zone moves the next run of daily
   * connections.
   *
   * @param now the present, after which daily connections are due next
   * @return fails with {@link Refused}
   */
  Mono<Tenant> change(TenantId id, TenantChange change, Instant now);

  /** Why a tenant is not changed. */
  enum Reason {
    /** It has campaigns: their next rows would come in another currency, and be rejected. */
    CURRENCY_IN_USE,
    /** It has connections that are synced in real time, which nothing would sync any more. */
    REALTIME_IN_USE,
    /** A sync of it is at work, with the currency that it began with. */
    SYNC_RUNNING
  }

  /** The change is not made, nor any part of it. */
  final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public Refused(Reason reason) {
      super(reason.name());
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }
}
