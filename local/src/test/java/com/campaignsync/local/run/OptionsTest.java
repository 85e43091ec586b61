package com.campaignsync.local.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionsTest {

  private final List<String> warnings = new ArrayList<>();

  @Test
  void withoutOptions_theSampleIsMade() {
    Options options = parse(Map.of());

    assertTrue(options.sample());
    assertEquals(0, options.portOffset);
    assertFalse(options.once || options.json || options.fresh);
  }

  @Test
  void aCsv_takesTheSamplesPlace() {
    Options options = parse(Map.of(), "--csv", "a.csv", "--csv", "b.csv");

    assertEquals(List.of(Path.of("a.csv"), Path.of("b.csv")), options.csv);
    assertFalse(options.sample());
  }

  @Test
  void everyOption_mayComeAsAVariable() {
    Options options =
        parse(
            Map.of(
                "CAMPAIGN_SYNC_LOCAL_ONCE", "true",
                "CAMPAIGN_SYNC_LOCAL_JSON", "true",
                "CAMPAIGN_SYNC_LOCAL_FRESH", "true",
                "CAMPAIGN_SYNC_LOCAL_NO_SAMPLE", "true",
                "CAMPAIGN_SYNC_LOCAL_PORT_OFFSET", "7"));

    assertTrue(options.once && options.json && options.fresh && options.noSample);
    assertEquals(7, options.portOffset);
    assertEquals(
        List.of(Path.of("a.csv"), Path.of("b.csv")),
        OptionVariables.csvFiles(
            "CSV", Map.of("CAMPAIGN_SYNC_LOCAL_CSV", "a.csv" + File.pathSeparator + "b.csv")::get));
  }

  @Test
  void anOption_winsOverItsVariable() {
    assertEquals(
        9, parse(Map.of("CAMPAIGN_SYNC_LOCAL_PORT_OFFSET", "7"), "--port-offset", "9").portOffset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--wrong|--wrong",
        "--json|--json goes with --once",
        "--port-offset=x|'x'",
        "--port-offset=-1|--port-offset is -1, want 0 to 10000",
        "--port-offset=10001|want 0 to 10000",
        "stray|stray",
        "--csv|--csv",
        "--csv=nowhere.csv|nowhere.csv does not exist",
      })
  void badOptions_endWithTwoAndOneLine(String argument, String complaint) {
    String said = refused(Map.of(), argument);
    assertTrue(said.startsWith("run-local: ") && said.contains(complaint), said);
  }

  @Test
  void badSettings_ofRunLocalAndOfEveryFunction_areToldAtOnce() {
    assertEquals(
        "run-local: 6 invalid settings: PUBSUB_EMULATOR_HOST: expected host:port, found"
            + " \"somewhere\"; CAMPAIGN_SYNC_TIMEOUT_SECONDS: expected a whole number from 10 to"
            + " 3600, found \"ten\"; CAMPAIGN_SYNC_ENABLED: expected true or false, found"
            + " \"maybe\"; CAMPAIGN_SYNC_RETENTION_DAYS: expected a whole number from 0 to 36525,"
            + " found \"-1\"; API_RATE_LIMIT_PER_MINUTE: expected a whole number from 0 to"
            + " 1000000, found \"many\"; CAMPAIGN_SYNC_INTERVAL_MINUTES is 7, want 5, 10, 30, 60"
            + " or 1440",
        refused(
                Map.of(
                    "PUBSUB_EMULATOR_HOST", "somewhere",
                    "CAMPAIGN_SYNC_TIMEOUT_SECONDS", "ten",
                    "CAMPAIGN_SYNC_ENABLED", "maybe",
                    "CAMPAIGN_SYNC_RETENTION_DAYS", "-1",
                    "API_RATE_LIMIT_PER_MINUTE", "many",
                    "CAMPAIGN_SYNC_INTERVAL_MINUTES", "7"))
            .strip());
  }

  private static String refused(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    System.setProperty("campaignsync.home", Path.of("").toAbsolutePath().getParent().toString());

    int exitCode = RunLocal.run(arguments, environment::get, print, print);

    String said = terminal.toString(StandardCharsets.UTF_8);
    assertEquals(2, exitCode, said);
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  @Test
  void theInterval_isAFrequency() {
    assertEquals("hourly", frequency(Map.of(), false));
    assertEquals("5min", frequency(Map.of(), true));
    assertEquals("daily", frequency(Map.of("CAMPAIGN_SYNC_INTERVAL_MINUTES", "1440"), true));
    assertTrue(warnings.isEmpty());
  }

  @Test
  void fifteenMinutes_areReadAsTenWithAWarning() {
    assertEquals("10min", frequency(Map.of("CAMPAIGN_SYNC_INTERVAL_MINUTES", "15"), false));
    assertEquals(List.of("CAMPAIGN_SYNC_INTERVAL_MINUTES is 15, read as 10"), warnings);
  }

  @Test
  void anIntervalThatNoFrequencyHas_isRefused() {
    BadInput refused =
        assertThrows(
            BadInput.class, () -> frequency(Map.of("CAMPAIGN_SYNC_INTERVAL_MINUTES", "7"), false));
    assertTrue(refused.getMessage().contains("is 7, want 5, 10, 30, 60 or 1440"));
  }

  private String frequency(Map<String, String> variables, boolean sample) {
    return Frequencies.fromEnvironment(variables::get, sample, warnings::add).wireName();
  }

  private static Options parse(Map<String, String> variables, String... arguments) {
    Options options = new Options();
    new CommandLine(options)
        .setDefaultValueProvider(new OptionVariables(variables::get))
        .parseArgs(arguments);
    options.check();
    return options;
  }
}
