package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.RowPages;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** tabledata.list and insertAll. */
public final class TableDataResource {

  private final Catalog catalog;
  private final ByteSums sums;
  private final Results results;
  private final RowPages pages;
  private final PartitionsSummary summary;
  private final StreamingBuffer buffer;

  public TableDataResource(
      Catalog catalog,
      ByteSums sums,
      Results results,
      RowPages pages,
      PartitionsSummary summary,
      StreamingBuffer buffer) {
    this.catalog = catalog;
    this.sums = sums;
    this.results = results;
    this.pages = pages;
    this.summary = summary;
    this.buffer = buffer;
  }

  Reply list(Call call) throws SQLException {
    TableRef ref = TablesResource.ref(call);
    long start = PageToken.start(call);
    long max = call.number("maxResults", RowPages.ROWS_MAX);
    boolean int64 = call.int64Timestamps();
    if (ref.dataset().equals(Results.DATASET)) {
      Results.Result result = results.require(ref.project(), ref.table());
      List<Column> columns = selected(result.columns(), call);
      return reply(pages.ofResult(result, columns, start, max, int64), start, result.rows());
    }
    if (PartitionsSummary.isSummary(ref)) {
      if (!call.text("selectedFields", "").isEmpty()) {
        throw new JobFailure(
            "invalid", "selectedFields of $__PARTITIONS_SUMMARY__ is not supported locally");
      }
      return summary(ref, start, max, int64);
    }
    PhysicalTable table = readable(ref);
    long rows = sums.of(table).values().stream().mapToLong(p -> p[p.length - 1]).sum();
    return reply(
        pages.ofTable(table, selected(table.schema().columns(), call), start, max, int64),
        start,
        rows);
  }

  private PhysicalTable readable(TableRef ref) {
    PhysicalTable table = catalog.find(ref);
    if (table.schema().view() != null) {
      throw new JobFailure("invalid", "Cannot list or insert rows of a table of type VIEW: " + ref);
    }
    return table;
  }

  private static List<Column> selected(List<Column> all, Call call) {
    String fields = call.text("selectedFields", "");
    if (fields.isEmpty()) {
      return all;
    }
    List<Column> wanted = new ArrayList<>();
    for (String field : fields.split(",")) {
      if (field.contains(".")) {
        throw new JobFailure(
            "invalid", "selectedFields of a nested field is not supported locally: " + field);
      }
      wanted.add(
          all.stream()
              .filter(c -> c.name().equalsIgnoreCase(field.strip()))
              .findFirst()
              .orElseThrow(
                  () -> new JobFailure("invalid", "selectedFields: no such field: " + field)));
    }
    return all.stream().filter(wanted::contains).toList();
  }

  private Reply summary(TableRef ref, long start, long max, boolean int64) throws SQLException {
    ArrayNode all = summary.rows(catalog.find(PartitionsSummary.base(ref)), int64);
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    for (long i = start; i < Math.min(all.size(), start + max); i++) {
      page.add(all.get((int) i));
    }
    byte[] json = page.toString().getBytes(StandardCharsets.UTF_8);
    return reply(new RowPages.Page(json, page.size()), start, all.size());
  }

  private static Reply reply(RowPages.Page page, long start, long total) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", "bigquery#tableDataList").put("etag", "data-" + start + "-" + total);
    body.put("totalRows", Long.toString(total));
    long next = start + page.rows();
    if (next < total && page.rows() > 0) {
      body.put("pageToken", PageToken.of(next));
    }
    return new Reply(200, body, page.json());
  }

  private static void requireRows(ObjectNode body) {
    SchemaJson.refuse(body, List.of("templateSuffix"), "");
    if (body.path("rows").isEmpty()) {
      throw new JobFailure("invalid", "No rows present in the request.");
    }
    for (JsonNode row : body.path("rows")) {
      if (!row.path("json").isObject()) {
        throw new JobFailure("invalid", "A row of the request has no json.");
      }
    }
  }

  Reply insertAll(Call call) throws SQLException {
    PhysicalTable table = readable(TablesResource.ref(call));
    boolean ignoreUnknown = call.body().path("ignoreUnknownValues").asBoolean();
    boolean skipInvalid = call.body().path("skipInvalidRows").asBoolean();
    requireRows(call.body());
    InsertRows rows = InsertRows.read(table.schema(), call.body().path("rows"), ignoreUnknown);
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("kind", "bigquery#tableDataInsertAllResponse");
    if (!rows.errors().isEmpty()) {
      body.set("insertErrors", rows.errorsJson(skipInvalid));
    }
    if (rows.errors().isEmpty() || skipInvalid) {
      buffer.insert(table, new ArrayList<>(rows.rows()));
    }
    return Reply.ok(body);
  }
}
