package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads which stored figures were restated, by what and when. */
public interface ChangeReader {

  /** What became of a stored row. */
  enum Kind {
    /** It has other figures. */
    UPDATE,
    /** The source has it no more. */
    DELETE
  }

  /**
   * Which changes are meant.
   *
   * @param days of rows of which days
   * @param since changed then or later
   * @param before changed before then
   * @param campaigns of these campaigns, by our id; of all where empty
   * @param platform of this platform
   * @param entity of this kind of rows
   * @param kind of this kind
   */
  record Filter(
      DayWindow days,
      Optional<Instant> since,
      Optional<Instant> before,
      List<UUID> campaigns,
      Optional<String> platform,
      Optional<Entity> entity,
      Optional<Kind> kind) {

    /** Copies the list. */
    public Filter {
      campaigns = List.copyOf(campaigns);
    }
  }

  /**
   * Where a change stands among the others.
   *
   * @param changedAt when it was made
   * @param id tells apart those of one instant
   */
  record ChangePlace(Instant changedAt, long id) {}

  /**
   * One change of one row.
   *
   * @param place where it stands
   * @param columns what the API shows of it, by name; {@code old} and {@code new} are maps of
   *     measures
   */
  record Change(ChangePlace place, Map<String, @Nullable Object> columns) {

    /** Copies the columns, in their order. */
    public Change {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }

  /**
   * The newest first.
   *
   * @param after those behind this one; from the newest where empty
   * @param limit most changes, at least 1
   */
  Mono<List<Change>> changes(
      TenantId tenantId, Filter filter, Optional<ChangePlace> after, int limit);
}
