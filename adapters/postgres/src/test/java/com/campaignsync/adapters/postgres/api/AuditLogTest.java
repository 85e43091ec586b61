package com.campaignsync.adapters.postgres.api;

import static com.campaignsync.adapters.postgres.api.Instances.find;
import static com.campaignsync.adapters.postgres.api.Instances.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.request.AuditEntry;
import com.campaignsync.domain.request.AuditLog;
import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.domain.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private final Instances instances = new Instances();
  private final AuditLog audit = new PostgresAuditLog(instances.one);
  private final RequestScope scope = instances.caller().scope();

  private AuditEntry entry(RequestScope of) {
    return new AuditEntry(
        of,
        "ops@example",
        "admin",
        null,
        "DELETE",
        "/connections/{id}",
        Map.of("id", "c-\"1\""),
        "r-1",
        "a".repeat(32));
  }

  private String row(UUID id) {
    return instances.postgres.value(
        "SELECT tenant_id, subject, role, caller_tenant_id, method, route, targets ->> 'id',"
            + " request_id, trace_id, completed_at IS NOT NULL, status, reason"
            + " FROM audit_log WHERE id = ?",
        id);
  }

  @Test
  void entry_standsBeforeTheChangeAndIsCompletedAfter() {
    UUID id = get(audit.begin(entry(scope)));
    String begun =
        scope.value()
            + "|ops@example|admin|null|DELETE|/connections/{id}|c-\"1\"|r-1|"
            + "a".repeat(32);
    assertEquals(begun + "|f|null|null", row(id));
    find(audit.complete(scope, id, 409, "SYNC_RUNNING"));
    assertEquals(begun + "|t|409|SYNC_RUNNING", row(id));
    find(audit.complete(scope, id, 200, null));
    assertEquals(begun + "|t|409|SYNC_RUNNING", row(id), "the first end holds");
  }

  @Test
  void operatorsWithoutTenant_areWrittenDownToo() {
    UUID id = get(audit.begin(entry(RequestScope.OPERATORS)));
    find(audit.complete(RequestScope.OPERATORS, id, 201, null));
    assertTrue(row(id).startsWith(" operators|"), row(id));
  }

  @Test
  void api_canNeitherAlterNorRemoveWhatStands() {
    UUID id = get(audit.begin(entry(scope)));
    for (String sql :
        List.of(
            "UPDATE audit_log SET subject = 'somebody else' WHERE id = $1",
            "UPDATE audit_log SET started_at = now() WHERE id = $1",
            "DELETE FROM audit_log WHERE id = $1")) {
      StoreException refused =
          assertThrows(
              StoreException.class,
              () ->
                  find(
                      instances
                          .one
                          .of(scope)
                          .inTransaction(
                              connection ->
                                  new SqlStatement(sql)
                                      .update(connection, s -> s.bind("$1", id)))));
      assertTrue(refused.getMessage().contains("42501"), refused.getMessage());
    }
  }

  @Test
  void otherTenants_cannotCompleteIt() {
    UUID id = get(audit.begin(entry(scope)));
    find(audit.complete(instances.caller().scope(), id, 200, null));
    assertTrue(row(id).endsWith("|f|null|null"), row(id));
  }
}
