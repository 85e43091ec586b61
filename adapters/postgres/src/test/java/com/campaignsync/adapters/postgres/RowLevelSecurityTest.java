package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RowLevelSecurityTest {

  private static final SqlStatement TENANTS =
      new SqlStatement("SELECT id FROM tenants ORDER BY id");
  private static final List<String> PROTECTED =
      List.of(
          "tenants",
          "connections",
          "connection_progress",
          "sync_jobs",
          "sync_rejects",
          "source_partitions",
          "reconciliations",
          "campaign_spaces",
          "campaign_metrics",
          "campaign_assets",
          "campaign_asset_metrics",
          "metric_changes",
          "metrics_daily");

  private final TestPostgres postgres = TestPostgres.shared();
  private final ConnectionPool pool = postgres.apis(1);
  private final Database api = new Database(pool);
  private final String own = "own" + UUID.randomUUID();
  private final String other = "other" + UUID.randomUUID();

  @BeforeEach
  void twoTenants() {
    postgres.execute("INSERT INTO tenants (id, name) VALUES (?, 'a'), (?, 'b')", own, other);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static Mono<List<String>> tenants(Connection connection) {
    return TENANTS
        .rows(connection, statement -> {}, row -> row.get("id", String.class))
        .collectList();
  }

  @Test
  void api_seesItsTenantOnly() {
    assertEquals(
        List.of(own),
        api.inTenant(new TenantId(own), RowLevelSecurityTest::tenants)
            .block(Duration.ofSeconds(10)));
  }

  @Test
  void api_seesNothingWithTheSettingUnset() {
    for (String table : PROTECTED) {
      SqlStatement count = new SqlStatement("SELECT count(*) AS n FROM " + table);
      assertEquals(
          0L,
          api.inTransaction(
                  connection ->
                      count.rows(connection, s -> {}, row -> row.get("n", Long.class)).single())
              .block(Duration.ofSeconds(10)),
          table);
    }
  }

  @Test
  void api_seesNothingAfterATenantsTransactionOnTheSameConnection() {
    api_seesItsTenantOnly();
    assertEquals(
        List.of(), api.inTransaction(RowLevelSecurityTest::tenants).block(Duration.ofSeconds(10)));
  }

  @Test
  void api_cannotReachPartitionsPastThePolicy() {
    postgres.execute("SELECT ensure_month('2026-05-01')");
    SqlStatement direct = new SqlStatement("SELECT 1 AS n FROM campaign_metrics_y2026m05");
    StoreException error =
        assertThrows(
            StoreException.class,
            () ->
                api.inTransaction(c -> direct.rows(c, s -> {}, row -> true).then())
                    .block(Duration.ofSeconds(10)));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
    assertTrue(error.getMessage().contains("42501"), error.getMessage());
  }
}
