package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigQueryClientsTest {

  private static final BigQueryClients STAND_IN =
      new BigQueryClients("proj", "EU", "localhost:9050", null);

  @Test
  void theClient_isMadeOnFirstUse_notBefore() {
    Supplier<BigQuery> broken = new BigQueryClients("proj", "EU", null, "no key at all").lazily();

    assertThrows(IllegalArgumentException.class, broken::get);
  }

  @Test
  void theClient_isMadeOnce() {
    Supplier<BigQuery> client = STAND_IN.lazily();
    Set<BigQuery> made =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    IntStream.range(0, 16).parallel().forEach(i -> made.add(client.get()));

    assertEquals(1, made.size());
    assertSame(client.get(), client.get());
  }

  @Test
  void aStandIn_isReachedWithoutCredentials() {
    BigQuery client = STAND_IN.lazily().get();

    assertEquals("http://localhost:9050", client.getOptions().getHost());
    assertEquals("proj", client.getOptions().getProjectId());
    assertEquals("EU", client.getOptions().getLocation());
    assertInstanceOf(NoCredentials.class, client.getOptions().getCredentials());
    assertEquals(
        "https://b.example",
        new BigQueryClients("p", "US", "https://b.example", null)
            .lazily()
            .get()
            .getOptions()
            .getHost());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "\"hunter2\"",
        "[\"hunter2\"]",
        "{\"type\":\"hunter2\"}",
        "{\"type\":{\"a\":\"hunter2\"}}",
        "{\"type\":5,\"private_key\":\"hunter2\"}",
        "{\"hunter2\":",
        "{}",
        "{\"type\":\"service_account\",\"client_id\":\"1\",\"client_email\":\"a@b\","
            + "\"private_key_id\":\"1\",\"private_key\":\"hunter2\"}",
        "{\"type\":\"service_account\",\"client_id\":\"1\",\"client_email\":\"a@b\","
            + "\"private_key_id\":\"1\",\"private_key\":[\"hunter2\"]}"
      })
  void unusableCredentials_areNamedByVariable_andQuoteNothing(String json) {
    Supplier<BigQuery> client = new BigQueryClients("proj", "EU", null, json).lazily();

    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, client::get);

    assertEquals(
        "BIGQUERY_CREDENTIALS_JSON is not a service account's key in JSON", error.getMessage());
    assertNull(error.getCause());
  }

  @Test
  void printing_showsNoKey() {
    assertFalse(new BigQueryClients("proj", "EU", null, "hunter2").toString().contains("hunter2"));
  }
}
