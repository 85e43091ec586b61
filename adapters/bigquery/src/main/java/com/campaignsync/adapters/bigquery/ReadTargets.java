package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tells the rows of one connection from another's: parallel arrays of parameters, one place a
 * connection, for each column that the source's rows have of their own.
 */
final class ReadTargets {

  /** Of one such column. */
  record Filter(SourceColumn column, String parameter, Function<ReadTarget, String> value) {

    /** Its place in a target's line. */
    String line() {
      return "@%s[OFFSET(target)] AS %s".formatted(parameter, column.defaultName());
    }
  }

  private final ReadRequest request;
  private final List<Filter> filters = new ArrayList<>();

  ReadTargets(ReadRequest request) {
    this.request = request;
    add(SourceColumn.TENANT_ID, "tenant_ids", target -> target.tenantId().value());
    add(SourceColumn.PLATFORM, "platforms", ReadTarget::platform);
    if (request.targets().get(0).accountId() != null) {
      add(SourceColumn.ACCOUNT_ID, "account_ids", target -> String.valueOf(target.accountId()));
    }
  }

  private void add(SourceColumn column, String parameter, Function<ReadTarget, String> value) {
    if (request.mapping().nameOf(column) == null) {
      return;
    }
    if (!request.state().columns().contains(column)) {
      throw new SourceException(
          Code.SOURCE_COLUMN_MISSING,
          "source '%s' has no column %s to tell the connections' rows by; mend the table or the"
                  .formatted(request.mapping().table(), request.mapping().nameOf(column))
              + " connections' mapping",
          null);
    }
    filters.add(new Filter(column, parameter, value));
  }

  List<Filter> filters() {
    return filters;
  }

  Map<String, QueryParameterValue> parameters() {
    Map<String, QueryParameterValue> values = new TreeMap<>();
    values.put("default_currencies", array(ReadTarget::defaultCurrency));
    filters.forEach(filter -> values.put(filter.parameter(), array(filter.value())));
    return values;
  }

  private QueryParameterValue array(Function<ReadTarget, String> value) {
    String[] texts = request.targets().stream().map(value).toArray(String[]::new);
    return QueryParameterValue.array(texts, StandardSQLTypeName.STRING);
  }

  /**
   * Why a connection cannot read through a mapping; null if it can. A source that is wholly of one
   * tenant, platform or account by its mapping is not to be read for another.
   */
  static @Nullable SourceException mismatch(SourceMapping mapping, ReadTarget target) {
    String problem = other("tenant", mapping, SourceColumn.TENANT_ID, target.tenantId().value());
    if (problem == null) {
      problem = other("platform", mapping, SourceColumn.PLATFORM, target.platform());
    }
    if (problem == null && target.accountId() != null) {
      problem = other("account", mapping, SourceColumn.ACCOUNT_ID, target.accountId());
    }
    return problem == null
        ? null
        : new SourceException(
            Code.SOURCE_QUERY_INVALID,
            "source '%s' %s; mend the connection's mapping".formatted(mapping.table(), problem),
            null);
  }

  private static @Nullable String other(
      String what, SourceMapping mapping, SourceColumn column, String own) {
    String constant = mapping.constantOf(column);
    return constant == null || constant.equals(own)
        ? null
        : "is of %s '%s' by its mapping, the connection is of '%s'".formatted(what, constant, own);
  }
}
