package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.TableId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTablesTest {

  private final SourceTables tables = new SourceTables("proj", "engarde_analytics");

  @Test
  void missingParts_areTheConfiguredOnes() {
    assertEquals(TableId.of("proj", "engarde_analytics", "t"), of("t"));
    assertEquals(TableId.of("proj", "d", "t"), of("d.t"));
    assertEquals(TableId.of("other-proj", "d", "t"), of("other-proj.d.t"));
  }

  @Test
  void namesInAnyScript_withSpacesAndDashes_areKept() {
    assertEquals(TableId.of("proj", "d", "Umsätze 2026-α"), of("d.Umsätze 2026-α"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "t.",
        ".t",
        "a..t",
        "a.b.c.d",
        "t`",
        "a.b`; DROP TABLE x; --",
        "t\n",
        "t*",
        "t$1",
        "a/b",
        "t\u0000",
        "t\"",
        "t'",
        "t;",
        "t(1)"
      })
  void aNameThatBigQueryCannotKnow_isRefused(String name) {
    SourceException error = assertThrows(SourceException.class, () -> of(name));

    assertEquals(SourceException.Code.SOURCE_TABLE_NOT_FOUND, error.code());
    assertEquals(
        "'" + name + "' is not table, dataset.table or project.dataset.table", error.getMessage());
  }

  private TableId of(String name) {
    return tables.of(new SourceMapping(name, Map.of()));
  }
}
