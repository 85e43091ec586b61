package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.ScriptedTable;
import com.campaignsync.domain.source.ScriptedTable.Kind;
import com.campaignsync.domain.source.ScriptedTable.Owner;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tenants, their connections, and the tables that these read, some of them together. */
final class World {

  /** Days of rows that there are at first. */
  static final int DAYS = 10;

  static final Duration EXPIRY = Duration.ofDays(20);

  private static final Map<String, ZoneId> ZONES =
      Map.of(
          "a", ZoneId.of("UTC"),
          "b", ZoneId.of("America/Los_Angeles"),
          "c", ZoneId.of("Pacific/Auckland"));

  /** What copies one owner's rows of one table. */
  record Copied(UUID connectionId, Entity entity, SourceTraffic traffic) {}

  private final ScriptedSource source;
  private final SplittableRandom random;
  private final List<AdConnection> connections = new ArrayList<>();
  private final List<Copied> copied = new ArrayList<>();

  World(ScriptedSource source, SplittableRandom random) {
    this.source = source;
    this.random = random;
  }

  /** Two tenants of one table always; the others by chance. */
  static World of(ScriptedSource source, SplittableRandom random, Instant now) {
    World world = new World(source, random);
    world.add("a", "google_ads", null, "shared", Kind.DAYS, now);
    world.add("b", "google_ads", null, "shared", Kind.DAYS, now);
    if (random.nextInt(3) == 0) {
      world.add("c", "google_ads", null, "shared", Kind.DAYS, now);
    }
    if (random.nextInt(2) == 0) {
      world.add("a", "meta", "1", "accounts", Kind.DAYS, now);
      world.add("a", "meta", "2", "accounts", Kind.DAYS, now);
    }
    if (random.nextInt(3) == 0) {
      world.add("b", "tiktok", null, "monthly", Kind.MONTHS, now);
    }
    if (random.nextInt(3) == 0) {
      world.add("c", "view", null, "view", Kind.VIEW, now);
    }
    if (random.nextInt(3) == 0) {
      world.add("b", "flat", null, "flat", Kind.UNPARTITIONED, now);
    }
    if (random.nextInt(3) == 0) {
      world.add("a", "expiring", null, "expiring", Kind.DAYS, now);
      source.table("expiring").expireAfter(EXPIRY);
      world.addExpiringDays(now);
    }
    return world;
  }

  List<AdConnection> connections() {
    return connections;
  }

  List<Copied> copied() {
    return copied;
  }

  private void add(
      String tenant,
      String platform,
      @Nullable String account,
      String table,
      Kind kind,
      Instant now) {
    Map<Entity, SourceMapping> mappings = new EnumMap<>(Entity.class);
    mappings.put(Entity.CAMPAIGN_METRICS, new SourceMapping(table, Map.of()));
    boolean assets = random.nextInt(3) == 0;
    if (assets) {
      mappings.put(Entity.ASSET_METRICS, new SourceMapping(table + "_assets", Map.of()));
    }
    AdConnection connection =
        new AdConnection(
            new UUID(0xADL << 48, connections.size() + 1L),
            new TenantId(tenant),
            ZONES.get(tenant),
            "USD",
            platform,
            account,
            mappings,
            3 + random.nextInt(5),
            frequency(),
            Map.of());
    connections.add(connection);
    Owner owner = new Owner(connection.tenantId(), platform, account);
    addTraffic(connection, Entity.CAMPAIGN_METRICS, table, kind, owner, now);
    if (assets) {
      addTraffic(connection, Entity.ASSET_METRICS, table + "_assets", kind, owner, now);
    }
  }

  private SyncFrequency frequency() {
    SyncFrequency[] all = SyncFrequency.values();
    return all[random.nextInt(all.length)];
  }

  private void addTraffic(
      AdConnection connection, Entity entity, String name, Kind kind, Owner owner, Instant now) {
    ScriptedTable table = source.table(name);
    table.become(kind);
    SourceTraffic traffic = new SourceTraffic(table, kind, entity, owner, random);
    copied.add(new Copied(connection.id(), entity, traffic));
    LocalDate today = LocalDate.ofInstant(now, connection.tenantZone());
    for (int ago = 0; ago <= DAYS; ago++) {
      int rows = random.nextInt(8) == 0 ? 14 : random.nextInt(4);
      traffic.begin(today.minusDays(ago), rows, now.minusSeconds(100 + ago));
    }
  }

  /** Days that BigQuery is about to drop by their age. */
  private void addExpiringDays(Instant now) {
    SourceTraffic traffic = copied.get(copied.size() - 1).traffic();
    LocalDate today = LocalDate.ofInstant(now, ZONES.get("a"));
    for (int ago = 18; ago <= 20; ago++) {
      traffic.begin(today.minusDays(ago), 2, now.minusSeconds(500));
    }
  }

  /**
   * BigQuery drops what is older than its table's expiry.
   *
   * @param before told of the days that go
   */
  void expire(Instant now, BiConsumer<Copied, Set<LocalDate>> before) {
    ScriptedTable table = source.table("expiring");
    LocalDate oldest = LocalDate.ofInstant(now.minus(EXPIRY), ZoneId.of("UTC"));
    Set<LocalDate> going =
        table.days().stream().filter(day -> day.isBefore(oldest)).collect(Collectors.toSet());
    copied.stream()
        .filter(one -> one.traffic().table() == table)
        .forEach(one -> before.accept(one, going));
    going.forEach(table::drop);
  }

  /** Something changes somewhere, mostly in the last days. */
  void change(Instant now) {
    Copied one = copied.get(random.nextInt(copied.size()));
    ZoneId zone = ZONES.get(one.traffic().owner().tenantId().value());
    int ago = random.nextInt(3) == 0 ? random.nextInt(DAYS + 1) : random.nextInt(3);
    one.traffic().change(LocalDate.ofInstant(now, zone).minusDays(ago), now);
  }

  /** The streaming buffers empty. */
  void flush(Instant now) {
    copied.forEach(one -> one.traffic().table().flush(now));
  }
}
