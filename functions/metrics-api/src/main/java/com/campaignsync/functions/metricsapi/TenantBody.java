package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.Tier;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a tenant looks in JSON. */
final class TenantBody {

  private static final Set<String> OF_NEW =
      Set.of("id", "name", "tier", "time_zone", "currency", "realtime_allowed");

  private static final Set<String> OF_CHANGE =
      Set.of("name", "tier", "time_zone", "currency", "realtime_allowed");

  /** Java's names for clocks that no region keeps; Postgres has none of them. */
  private static final String NOWHERE = "SystemV/";

  private final JsonBody body;

  private TenantBody(JsonBody body) {
    this.body = body;
  }

  /** Of a tenant that is to be; what is not said is as most have it. */
  static NewTenant ofNew(ObjectNode json) {
    TenantBody body = new TenantBody(JsonBody.of(json, OF_NEW));
    return new NewTenant(
        body.id(),
        body.name().orElseThrow(() -> JsonBody.missing("name")),
        body.tier().orElse(Tier.STANDARD),
        body.zone().orElse(ZoneId.of("UTC")),
        body.currency().orElse("USD"),
        body.body.flag("realtime_allowed").orElse(false));
  }

  /**
   * What is to change, and what to tell of it.
   *
   * @param message what it means for stored rows
   */
  record Change(TenantChange change, String message) {}

  /** Of changes to a tenant that is. */
  static Change ofChange(ObjectNode json) {
    TenantBody body = new TenantBody(JsonBody.of(json, OF_CHANGE));
    if (OF_CHANGE.stream().allMatch(name -> body.body.value(name).isEmpty())) {
      throw Problem.badRequest("NO_CHANGE", "name at least one field to change");
    }
    Optional<ZoneId> zone = body.zone();
    return new Change(
        new TenantChange(
            body.name().orElse(null),
            body.tier().orElse(null),
            zone.orElse(null),
            body.currency().orElse(null),
            body.body.flag("realtime_allowed").orElse(null)),
        zone.isEmpty()
            ? "tenant changed"
            : "tenant changed; stored days stay as the ad accounts name them, today is the new"
                + " zone's, and daily syncs begin with its day");
  }

  private TenantId id() {
    String text = body.name("id").orElseThrow(() -> JsonBody.missing("id"));
    String wanted =
        "1 to %d characters, none of them for control nor / \\ %%, without surrounding white space,"
                .formatted(TenantId.LENGTH_MAX)
            + " and not . or ..";
    if (!isPathSegment(text) || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw JsonBody.invalid("id", wanted);
    }
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException unusable) {
      throw JsonBody.invalid("id", wanted);
    }
  }

  /** Whether addresses can name it, whatever stands between: PATCH /api/tenants/{id} does. */
  private static boolean isPathSegment(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) || "/\\%".indexOf(c) >= 0)
        && !text.equals(".")
        && !text.equals("..");
  }

  private Optional<String> name() {
    return body.name("name");
  }

  private Optional<Tier> tier() {
    return body.text("tier").map(TenantBody::tier);
  }

  private static Tier tier(String name) {
    for (Tier tier : Tier.values()) {
      if (tier.wireName().equals(name)) {
        return tier;
      }
    }
    throw JsonBody.invalid("tier", "standard, premium or enterprise");
  }

  private Optional<ZoneId> zone() {
    return body.text("time_zone").map(TenantBody::zone);
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith(NOWHERE)) {
      throw JsonBody.invalid("time_zone", "the name of an IANA zone, as Europe/Berlin");
    }
    return ZoneId.of(name);
  }

  private Optional<String> currency() {
    return body.text("currency").map(TenantBody::currency);
  }

  private static String currency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw JsonBody.invalid("currency", "a code of ISO 4217, as EUR");
    }
  }

  /** For the caller. */
  static Map<String, Object> of(Tenant tenant) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", tenant.id().value());
    body.put("name", tenant.name());
    body.put("tier", tenant.tier().wireName());
    body.put("time_zone", tenant.zone().getId());
    body.put("currency", tenant.currency());
    body.put("realtime_allowed", tenant.realtimeAllowed());
    body.put("created_at", tenant.createdAt().toString());
    return body;
  }
}
