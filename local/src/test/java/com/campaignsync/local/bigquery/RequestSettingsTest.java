package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that would change an answer is obeyed or refused, never passed over. */
class RequestSettingsTest {

  private static LocalBigQueryFixture bq;
  private static RawCalls calls;

  @BeforeAll
  static void start() throws Exception {
    bq = new LocalBigQueryFixture();
    calls = new RawCalls(bq);
    calls.post("/datasets", "{'datasetReference':{'datasetId':'d'}}");
    calls.post("/datasets", "{'datasetReference':{'datasetId':'e'}}");
    table(
        "t",
        "{'name':'a','type':'INTEGER'},{'name':'r','type':'RECORD','fields':[{'name':'b','type':'STRING'}]}");
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  private static RawCalls.Answer table(String name, String fields) throws Exception {
    return calls.post(
        "/datasets/d/tables",
        "{'tableReference':{'tableId':'" + name + "'},'schema':{'fields':[" + fields + "]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          'connectionProperties':[{'key':'time_zone','value':'Asia/Tokyo'}] | 400 | connectionProperties is not supported locally
          'createSession':true | 400 | createSession is not supported locally
          'userDefinedFunctionResources':[{'inlineCode':'x'}] | 400 | userDefinedFunctionResources is not supported locally
          'scriptOptions':{'statementTimeoutMs':'1'} | 400 | scriptOptions is not supported locally
          'location':'EU' | 404 | in location EU
          'maximumBytesBilled':'many' | 400 | Invalid value for maximumBytesBilled: many
          'timeoutMs':'soon' | 400 | Invalid value for timeoutMs: soon
          'labels':{'Upper':'x'} | 400 | Invalid label
          'labels':{'a':1} | 400 | Invalid label
          'parameterMode':'ANY' | 400 | Invalid value for parameterMode: ANY
          'queryParameters':[{'name':'a','parameterType':{'type':'INT64'},'parameterValue':{'value':'1'}},{'name':'A','parameterType':{'type':'INT64'},'parameterValue':{'value':'2'}}] | 400 | Duplicate query parameter name
          """)
  void querySetting_isRefused(String setting, int status, String message) throws Exception {
    var answer =
        calls.post("/queries", "{'query':'SELECT 1','useLegacySql':false," + setting + "}");
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          'rangePartitioning':{'field':'a'} | rangePartitioning is not supported locally
          'timePartitioning':{'type':'DAY'} | timePartitioning is not supported locally
          'clustering':{'fields':['a']} | clustering is not supported locally
          'createDisposition':'MAYBE' | Invalid value for createDisposition: MAYBE
          """)
  void jobSetting_isRefused(String setting, String message) throws Exception {
    var answer =
        calls.post(
            "/jobs",
            "{'configuration':{'query':{'query':'SELECT 1','useLegacySql':false,"
                + setting
                + "}}}");
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @Test
  void job_isNotFoundInAnotherLocation() throws Exception {
    var made =
        calls.post(
            "/jobs", "{'configuration':{'query':{'query':'SELECT 1','useLegacySql':false}}}");
    String id = made.json().path("jobReference").path("jobId").asText();
    assertEquals(200, calls.call("GET", "/jobs/" + id + "?location=US", "").status());
    assertEquals(404, calls.call("GET", "/jobs/" + id + "?location=EU", "").status());
    assertEquals(404, calls.call("GET", "/queries/" + id + "?location=EU", "").status());
    assertEquals(404, calls.call("POST", "/jobs/" + id + "/cancel?location=EU", "").status());
    assertEquals(400, calls.call("GET", "/jobs?stateFilter=bogus", "").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          'maxLength':'5' | maxLength is not supported locally
          'precision':'5' | precision is not supported locally
          'defaultValueExpression':'1' | defaultValueExpression is not supported locally
          'collation':'und:ci' | collation is not supported locally
          'policyTags':{'names':['x']} | policyTags is not supported locally
          """)
  void fieldAttribute_isRefused(String attribute, String message) throws Exception {
    var answer = table("refused", "{'name':'a','type':'STRING'," + attribute + "}");
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          {'name':'a','type':'FLOAT'} | 'clustering':{'fields':['a']} | Clustering is not supported on field a
          {'name':'a','type':'STRING'} | 'clustering':{'fields':['a','A']} | Duplicate field in clustering
          {'name':'_PARTITIONTIME','type':'TIMESTAMP'} | 'description':'x' | Field names are not allowed to start with
          {'name':'r','type':'RECORD'} | 'description':'x' | Field r is type RECORD but has no schema
          {'name':'a','type':'STRING'} | 'encryptionConfiguration':{'kmsKeyName':'k'} | encryptionConfiguration is not supported locally
          {'name':'a','type':'STRING'} | 'tableConstraints':{'primaryKey':{'columns':['a']}} | tableConstraints is not supported locally
          {'name':'a','type':'STRING'} | 'timePartitioning':{'type':'WEEK'} | Invalid value for timePartitioning.type: WEEK
          """)
  void tableAttribute_isRefused(String field, String attribute, String message) throws Exception {
    var answer =
        calls.post(
            "/datasets/d/tables",
            "{'tableReference':{'tableId':'no'},'schema':{'fields':["
                + field
                + "]},"
                + attribute
                + "}");
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          POST | /datasets | {'datasetReference':{'datasetId':'x'},'isCaseInsensitive':true} | isCaseInsensitive is not supported locally
          POST | /datasets | {'datasetReference':{'datasetId':'x'},'access':[{'role':'READER','userByEmail':'a@b.c'}]} | access is not supported locally
          POST | /datasets/d/tables | {'tableReference':{'tableId':'v'},'view':{'query':'SELECT 1'}} | CREATE VIEW columns must be named
          POST | /datasets/d/tables/t/insertAll | {'rows':[]} | No rows present
          POST | /datasets/d/tables/t/insertAll | {'rows':[{}]} | has no json
          POST | /datasets/d/tables/t/insertAll | {'templateSuffix':'x','rows':[{'json':{'a':1}}]} | templateSuffix is not supported locally
          GET | /datasets/d/tables/t/data?selectedFields=nothing | {} | no such field: nothing
          GET | /datasets/d/tables/t/data?selectedFields=r.b | {} | nested field is not supported locally
          GET | /datasets?filter=labels.a | {} | filter of datasets.list is not supported locally
          """)
  void call_isRefused(String method, String path, String body, String message) throws Exception {
    var answer = calls.call(method, path, body);
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains(message), answer.text());
  }

  @Test
  void datasets_areListedInPages() throws Exception {
    var first = calls.call("GET", "/datasets?maxResults=1", "").json();
    assertEquals(1, first.path("datasets").size());
    String token = first.path("nextPageToken").asText();
    var second = calls.call("GET", "/datasets?maxResults=1&pageToken=" + token, "").json();
    assertEquals(
        "e", second.path("datasets").get(0).path("datasetReference").path("datasetId").asText());
  }

  @ParameterizedTest
  @CsvSource({"/datasets/d/tables/t", "/datasets/e"})
  void changeOfAnotherVersion_isRefused(String path) throws IOException, InterruptedException {
    String etag = calls.call("GET", path, "").json().path("etag").asText();
    String patch = "{'description':'new'}";
    assertEquals(412, calls.call("PATCH", path, patch, "If-Match", "old").status());
    assertEquals(200, calls.call("PATCH", path, patch, "If-Match", etag).status());
    var late = calls.call("DELETE", path, "", "If-Match", etag);
    assertEquals(412, late.status());
    assertEquals("conditionNotMet", late.json().at("/error/errors/0/reason").asText());
  }
}
