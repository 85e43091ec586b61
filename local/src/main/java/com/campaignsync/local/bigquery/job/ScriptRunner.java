package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.QueryParameter;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.ScriptStatement;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script: its statements one after the other, each as a child job of its own. The first that
 * fails ends the script; what the ones before it did stays.
 */
final class ScriptRunner {

  /** How the message about a statement says where. */
  private static final Pattern PLACE = Pattern.compile(" at \\[(\\d+):(\\d+)]$");

  private final InstantSource clock;
  private final Consumer<Job> runChild;

  /**
   * @param runChild runs a child job to its end
   */
  ScriptRunner(InstantSource clock, Consumer<Job> runChild) {
    this.clock = clock;
    this.runChild = runChild;
  }

  /**
   * @throws JobFailure if a statement fails or the script is stopped
   */
  void run(Job script, List<ScriptStatement> statements) {
    script.becomesScript();
    if (script.request().destination() != null) {
      throw new JobFailure(
          "invalid", "configuration.query.destinationTable cannot be set for scripts");
    }
    long billed = 0;
    for (ScriptStatement statement : statements) {
      Job child = child(script, statement, billed);
      script.begins(child);
      runChild.accept(child);
      JobFailure failure = child.failure();
      if (failure != null) {
        throw ofScript(failure, statement);
      }
      billed += child.price().billedBytes();
    }
  }

  /** The limit on billed bytes is the script's: each child may use what is left of it. */
  private Job child(Job script, ScriptStatement statement, long billed) {
    QueryRequest parent = script.request();
    Long limit = parent.maximumBytesBilled();
    return new Job(
        new QueryRequest(
            id(parent.jobId(), script.children().size()),
            parent.location(),
            statement.text(),
            parameters(parent.parameters(), statement.parametersBefore()),
            parent.defaultDataset(),
            limit == null ? null : Long.valueOf(Math.max(0, limit - billed)),
            null,
            parent.dryRun(),
            null,
            configuration(parent, statement),
            new InScript(parent.jobId(), statement.start(), statement.end())),
        clock.millis());
  }

  /** As BigQuery calls them: a number all children share, then their own from 0. */
  private static String id(String scriptJobId, int number) {
    UUID shared = UUID.nameUUIDFromBytes(scriptJobId.getBytes(StandardCharsets.UTF_8));
    return "script_job_" + shared.toString().replace("-", "") + "_" + number;
  }

  /**
   * The script's own, labels with it. Whether BigQuery's child jobs carry the script's labels is
   * unverified: ours do, so that cost is attributed whichever of the two is read.
   */
  private static ObjectNode configuration(QueryRequest script, ScriptStatement statement) {
    ObjectNode configuration = script.configuration().deepCopy();
    configuration.remove("jobTimeoutMs");
    configuration.withObject("/query").put("query", statement.text()).remove("maximumBytesBilled");
    return configuration;
  }

  /** Positional parameters are counted through the script, a child's from 1. */
  private static Map<String, QueryParameter> parameters(
      Map<String, QueryParameter> all, int before) {
    Map<String, QueryParameter> own = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          boolean named = !name.startsWith("#");
          int number = named ? 0 : Integer.parseInt(name.substring(1)) - before;
          if (named || number > 0) {
            own.put(named ? name : "#" + number, value);
          }
        });
    return own;
  }

  /** A statement's failure as the script tells it: with the place in the whole text. */
  private static JobFailure ofScript(JobFailure failure, ScriptStatement statement) {
    String message = String.valueOf(failure.getMessage());
    if (failure.reason().equals("stopped")) {
      return failure;
    }
    Matcher matcher = PLACE.matcher(message);
    @Nullable Position place = matcher.find() ? place(matcher) : null;
    Position at = place == null ? statement.start() : statement.inScript(place);
    String what = place == null ? message : message.substring(0, matcher.start());
    return new JobFailure(failure.reason(), "Query error: " + what + " at " + at);
  }

  private static Position place(Matcher matcher) {
    return new Position(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
