package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectionStoreTest {

  private final PostgresConnectionStore connections =
      new PostgresConnectionStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();

  private void mapping(String column, String json) {
    execute(
        "UPDATE connections SET " + column + " = CAST(? AS jsonb) WHERE id = ?", json, fixture.id);
  }

  @Test
  void find_readsTheMappingOfEachEntity() {
    mapping("mapping", "{\"spend\": \"cost\"}");
    fixture.withAssets("d.ads");
    mapping("asset_mapping", "{\"clicks\": \"taps\"}");
    AdConnection found = get(connections.find(fixture.id));
    assertEquals(Set.of(Entity.values()), found.entities());
    assertEquals(
        "cost",
        Objects.requireNonNull(found.mappingOf(Entity.CAMPAIGN_METRICS))
            .nameOf(SourceColumn.SPEND));
    assertEquals(
        "taps",
        Objects.requireNonNull(found.mappingOf(Entity.ASSET_METRICS)).nameOf(SourceColumn.CLICKS));
    assertNull(await(connections.find(UUID.randomUUID())));
  }

  @Test
  void find_ofAConnectionWithoutAssetsHasOneMapping() {
    assertEquals(Set.of(Entity.CAMPAIGN_METRICS), get(connections.find(fixture.id)).entities());
  }

  @Test
  void storesSince_isAboutTheDayItselfAndLaterOnes_ofTheConnectionAlone() {
    Fixture loaded = new Fixture();
    loaded.load(Fixture.V1, Fixture.row("a", Fixture.DAY, 5L, "1.5"));
    UUID id = loaded.connection.id();
    assertEquals(true, get(connections.storesSince(id, Fixture.DAY)));
    assertEquals(true, get(connections.storesSince(id, Fixture.DAY.minusDays(40))));
    assertEquals(false, get(connections.storesSince(id, Fixture.DAY.plusDays(1))));
    assertEquals(false, get(connections.storesSince(fixture.id, Fixture.DAY)));
  }

  @Test
  void find_refusesAMappingOfAnUnknownColumn() {
    mapping("mapping", "{\"spent\": \"cost\"}");
    StoreException error =
        assertThrows(StoreException.class, () -> await(connections.find(fixture.id)));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(fixture.id.toString()) && message.contains("spent"), message);
  }

  @Test
  void find_refusesAMappingThatIsNoObject() {
    mapping("mapping", "[1]");
    StoreException error =
        assertThrows(StoreException.class, () -> await(connections.find(fixture.id)));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
  }

  private List<UUID> active() {
    return all(connections.active(fixture.tenant).map(AdConnection::id));
  }

  @Test
  void active_isWhatIsNotPausedOfTheTenant() {
    ConnectionFixture other = new ConnectionFixture(fixture.tenant.value(), "UTC");
    ConnectionFixture elsewhere = new ConnectionFixture();
    assertEquals(Set.of(fixture.id, other.id), Set.copyOf(active()));
    execute("UPDATE connections SET paused = true WHERE id = ?", other.id);
    assertEquals(List.of(fixture.id), active());
    List<UUID> everybodys = all(connections.active(null).map(AdConnection::id));
    assertTrue(everybodys.containsAll(List.of(fixture.id, elsewhere.id)));
  }

  @Test
  void active_ofAnUnreadableMappingStopsNoOther() {
    ConnectionFixture other = new ConnectionFixture(fixture.tenant.value(), "UTC");
    mapping("mapping", "{\"spent\": \"cost\"}");
    assertEquals(List.of(other.id), active());
  }
}
