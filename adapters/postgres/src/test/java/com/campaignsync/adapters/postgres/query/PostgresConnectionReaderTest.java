package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.ConnectionReader.Place;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresConnectionReaderTest {

  private final Store store = new Store();
  private final PostgresConnectionReader reader = new PostgresConnectionReader(store.transactions);

  @Test
  void pages_haveEveryConnectionOnceByPlatformAndName() {
    TenantId tenant = store.tenant("UTC");
    store.connection(store.tenant("UTC"), "google_ads", "somebody else's");
    for (String platform : List.of("tiktok", "google_ads", "Meta")) {
      for (String name : List.of("b", "A", "ä", "")) {
        store.connection(tenant, platform, name);
      }
    }
    List<String> seen = new ArrayList<>();
    List<ConnectionView> page = Store.get(reader.list(tenant, null, 5));
    while (!page.isEmpty()) {
      page.forEach(one -> seen.add(one.id().toString()));
      page = Store.get(reader.list(tenant, place(page.get(page.size() - 1)), 5));
    }
    assertEquals(
        store.postgres.rows(
            "SELECT id FROM connections WHERE tenant_id = ? ORDER BY platform, name, id",
            tenant.value()),
        seen);
  }

  private static Place place(ConnectionView view) {
    return new Place(
        String.valueOf(view.columns().get("platform")),
        String.valueOf(view.columns().get("name")),
        view.id());
  }
}
