package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.store.ConnectionAdmin.Changed;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Another source is made from what was read, tried for seconds, and then kept whole. */
class RemapsAtOnceTest {

  private static final Store STORE = new Store();
  private static final ConnectionSource READ =
      new ConnectionSource("t", "{\"spend\": \"cost\", \"clicks\": \"c\"}", "ads", "{}");

  /** Two changes of what was read: another mapping, and no assets. */
  private static final ConnectionSource MAPPED =
      new ConnectionSource("t", "{\"spend\": \"net\"}", "ads", "{}");

  private static final ConnectionSource WITHOUT_ASSETS =
      new ConnectionSource("t", READ.mapping(), null, "{}");

  private final PostgresConnectionAdmin admin = new PostgresConnectionAdmin(STORE.transactions);
  private final PostgresConnectionReader reader = new PostgresConnectionReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");

  private UUID connection(String account) {
    return Store.get(
        admin.create(
            new NewConnection(
                tenant,
                "google_ads",
                account,
                "Main",
                READ,
                14,
                "daily",
                SyncFrequency.MANUAL,
                null)));
  }

  private Mono<UUID> remap(UUID id, ConnectionSource was, ConnectionSource source) {
    return admin.change(
        tenant, id, new ConnectionChange(null, null, new Remap(was, source), null, null));
  }

  private Map<String, @Nullable Object> columns(UUID id) {
    return Store.get(reader.find(tenant, id)).columns();
  }

  @Test
  void remap_ofWhatAnotherHasChangedMeanwhile_changesNothing() {
    UUID id = connection("7");
    Store.get(remap(id, READ, MAPPED));
    Map<String, @Nullable Object> before = columns(id);
    assertEquals(Map.of("spend", "net"), before.get("mapping"));
    ConnectionSource otherTable = new ConnectionSource("u", MAPPED.mapping(), "ads", "{}");
    ConnectionSource noAssets = new ConnectionSource("t", MAPPED.mapping(), null, "{}");
    ConnectionSource otherAssets =
        new ConnectionSource("t", MAPPED.mapping(), "ads", "{\"clicks\": \"x\"}");
    for (ConnectionSource stale : List.of(READ, otherTable, noAssets, otherAssets)) {
      assertThrows(Changed.class, () -> Store.get(remap(id, stale, WITHOUT_ASSETS)));
    }
    assertEquals(before, columns(id));
  }

  @Test
  void remap_ofWhatSaysTheSame_isKept() {
    UUID id = connection("7");
    String reordered = "{\"clicks\":\"c\",\"spend\":\"cost\"}";
    Store.get(remap(id, new ConnectionSource("t", reordered, "ads", "{}"), WITHOUT_ASSETS));
    Store.get(remap(id, WITHOUT_ASSETS, MAPPED));
    assertEquals("ads", columns(id).get("asset_source"));
  }

  @Test
  void ofTwoAtOnce_oneIsKeptAndTheOtherHearsOfIt() {
    for (int round = 0; round < 10; round++) {
      UUID id = connection("r" + round);
      Long kept =
          Store.get(
              Flux.just(MAPPED, WITHOUT_ASSETS)
                  .flatMap(
                      source ->
                          remap(id, READ, source)
                              .onErrorResume(Changed.class, changed -> Mono.empty()))
                  .count());
      assertEquals(1, kept);
    }
  }
}
