package com.campaignsync.benchmarks.read;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The same pages as {@link JsonReader} receives, thrown away unparsed, over the JDK's client. */
final class JsonFloor implements Reader {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String host;
  private final String table;
  private final long rows;

  /**
   * @param table {@code projects/P/datasets/D/tables/T}
   * @param rows of the result; unparsed pages do not tell
   */
  JsonFloor(String host, String table, long rows) {
    this.host = host;
    this.table = table;
    this.rows = rows;
  }

  @Override
  public String name() {
    return "JSON pages, bytes only";
  }

  @Override
  public boolean decodes() {
    return false;
  }

  @Override
  public Totals read() throws IOException, InterruptedException {
    for (long start = 0; start < rows; start += JsonReader.ROWS_PER_PAGE) {
      URI page =
          URI.create(
              "%s/bigquery/v2/%s/data?maxResults=%d&startIndex=%d"
                  .formatted(host, table, JsonReader.ROWS_PER_PAGE, start));
      HttpResponse<Void> reply =
          client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
      if (reply.statusCode() != 200) {
        throw new IOException("status " + reply.statusCode() + " for " + page);
      }
    }
    return new Totals(rows, 0, 0, Totals.NONE.spend(), 0);
  }
}
