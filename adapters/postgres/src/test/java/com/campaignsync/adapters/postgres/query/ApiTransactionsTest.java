package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The row policies hold for users whom the server would let past them. */
class ApiTransactionsTest {

  private static final String BYPASSING = "test_bypassing";

  private static final SqlStatement CONNECTIONS =
      new SqlStatement("SELECT id FROM connections ORDER BY id");

  private static final Store STORE = new Store();

  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID own = STORE.connection(tenant, "google_ads", "a");
  private final UUID foreign = STORE.connection(STORE.tenant("UTC"), "google_ads", "a");
  private ConnectionPool pool;

  private ApiTransactions as(String user) {
    if (user.equals(BYPASSING)) {
      STORE.postgres.execute("DROP ROLE IF EXISTS " + BYPASSING);
      STORE.postgres.execute("CREATE ROLE test_bypassing LOGIN BYPASSRLS IN ROLE app_api");
    }
    pool = ConnectionPools.create(TestPostgres.shared().url(user), 1, Duration.ofSeconds(20));
    return new ApiTransactions(new Database(pool));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static Flux<UUID> ids(Connection connection) {
    return CONNECTIONS.rows(connection, statement -> {}, row -> row.get("id", UUID.class));
  }

  private static Mono<List<UUID>> seen(Connection connection) {
    return ids(connection).collectList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", BYPASSING})
  void whoCouldBypassThePolicies_seesItsTenantOnly(String user) {
    ApiTransactions transactions = as(user);
    assertEquals(List.of(own), Store.get(transactions.inTenant(tenant, ApiTransactionsTest::seen)));
    assertEquals(
        List.of(own), Store.get(transactions.inSnapshot(tenant, ApiTransactionsTest::seen)));
    assertEquals(
        List.of(own),
        Store.get(
            transactions.inSnapshot(
                tenant, ApiTransactionsTest::seen, (connection, found) -> Mono.just(found))));
    assertEquals(
        List.of(own),
        Store.get(transactions.manyInSnapshot(tenant, ApiTransactionsTest::ids).collectList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", BYPASSING})
  void whoCouldBypassThePolicies_changesNothingOfOthers(String user) {
    SqlStatement rename = new SqlStatement("UPDATE connections SET name = 'x' WHERE id = $1");
    long changed =
        Store.get(
            as(user)
                .inTenant(
                    tenant,
                    connection ->
                        rename.update(connection, statement -> statement.bind("$1", foreign))));
    assertEquals(0, changed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", BYPASSING})
  void whoCouldBypassThePolicies_seesNothingOutsideTenants(String user) {
    assertEquals(List.of(), Store.get(as(user).outsideTenants(ApiTransactionsTest::seen)));
  }
}
