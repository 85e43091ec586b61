package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** datasets.get, insert, list, patch, update and delete. */
public final class DatasetsResource {

  private static final List<String> UNSUPPORTED =
      List.of(
          "access",
          "isCaseInsensitive",
          "defaultCollation",
          "defaultEncryptionConfiguration",
          "defaultRoundingMode",
          "maxTimeTravelHours",
          "linkedDatasetSource",
          "externalDatasetReference",
          "externalCatalogDatasetOptions",
          "resourceTags");

  private final Catalog catalog;
  private final String location;

  public DatasetsResource(Catalog catalog, String location) {
    this.catalog = catalog;
    this.location = location;
  }

  Reply list(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "bigquery#datasetList");
    ArrayNode list = body.putArray("datasets");
    if (!call.text("filter", "").isEmpty()) {
      throw new JobFailure("invalid", "filter of datasets.list is not supported locally.");
    }
    List<String> names = new ArrayList<>(catalog.datasets().keySet());
    long start = Math.min(names.size(), PageToken.start(call));
    long end =
        start + Math.min(names.size() - start, Math.max(1, call.number("maxResults", 1_000)));
    for (String dataset : names.subList((int) start, (int) end)) {
      list.add(resource(call.project(), dataset).put("kind", "bigquery#dataset"));
    }
    if (end < names.size()) {
      body.put("nextPageToken", PageToken.of(end));
    }
    return Reply.ok(body);
  }

  Reply get(Call call) {
    catalog.requireDataset(call.project(), call.path().get(3));
    return Reply.ok(resource(call.project(), call.path().get(3)));
  }

  Reply insert(Call call) throws SQLException {
    String dataset = call.body().path("datasetReference").path("datasetId").asText("");
    if (!dataset.matches("\\w{1,1024}") || dataset.startsWith("_")) {
      throw new JobFailure("invalid", "Invalid dataset ID \"" + dataset + "\".");
    }
    requireKnown(call.body());
    JobSettings.location(call.body().path("location"), location);
    if (!catalog.createDataset(dataset, call.body())) {
      throw new JobFailure(
          "duplicate", "Already Exists: Dataset " + call.project() + ":" + dataset);
    }
    return Reply.ok(resource(call.project(), dataset));
  }

  /**
   * patch or update.
   *
   * @param whole whether it is an update: what the body leaves out is removed
   */
  Reply change(Call call, boolean whole) throws SQLException {
    requireVersion(call);
    requireKnown(call.body());
    catalog.describeDataset(call.path().get(3), call.body(), whole);
    return get(call);
  }

  Reply delete(Call call) throws SQLException {
    String dataset = call.path().get(3);
    requireVersion(call);
    if (!catalog.dropDataset(dataset, Boolean.parseBoolean(call.text("deleteContents", "false")))) {
      throw new JobFailure(
          "resourceInUse", "Dataset " + call.project() + ":" + dataset + " is still in use");
    }
    return Reply.empty();
  }

  private void requireVersion(Call call) {
    catalog.requireDataset(call.project(), call.path().get(3));
    call.requireVersion(etag(call.path().get(3)));
  }

  private String etag(String dataset) {
    long created = catalog.datasets().getOrDefault(dataset, 0L);
    return "dataset-" + created + "-" + Integer.toHexString(catalog.metadata(dataset).hashCode());
  }

  private static void requireKnown(ObjectNode body) {
    SchemaJson.refuse(body, UNSUPPORTED, "");
  }

  private ObjectNode resource(String project, String dataset) {
    long created = catalog.datasets().getOrDefault(dataset, 0L);
    ObjectNode resource = catalog.metadata(dataset);
    resource.put("kind", "bigquery#dataset");
    resource.put("etag", etag(dataset));
    resource.put("id", project + ":" + dataset);
    resource.put("selfLink", "/bigquery/v2/projects/" + project + "/datasets/" + dataset);
    resource.putObject("datasetReference").put("projectId", project).put("datasetId", dataset);
    resource.put("creationTime", Long.toString(created));
    resource.put("lastModifiedTime", Long.toString(created));
    return resource.put("location", location);
  }
}
