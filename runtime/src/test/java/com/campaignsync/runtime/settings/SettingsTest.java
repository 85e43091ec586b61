package com.campaignsync.runtime.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  enum Mode {
    OBSERVE,
    REFUSE
  }

  record Sample(
      String text,
      int number,
      boolean flag,
      Duration patience,
      Mode mode,
      List<String> origins,
      Optional<HostPort> emulator,
      Optional<Secret> webhook) {

    static Sample from(Settings settings) {
      return new Sample(
          settings.string("TEXT", "none"),
          settings.integer("NUMBER", 4, 1, 100),
          settings.bool("FLAG", true),
          settings.duration(
              "WAIT_SECONDS", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(1)),
          settings.choice("MODE", Mode.REFUSE),
          settings.list("ORIGINS"),
          settings.hostPort("EMULATOR_HOST"),
          settings.optionalSecret("WEBHOOK"));
    }
  }

  private static Sample read(Map<String, String> environment) {
    return Settings.read(environment::get, Sample::from);
  }

  private static List<String> problems(Map<String, String> environment) {
    return assertThrows(InvalidSettings.class, () -> read(environment)).problems();
  }

  @Test
  void unsetAndBlank_takeTheDefaults() {
    Sample defaults =
        new Sample(
            "none",
            4,
            true,
            Duration.ofMinutes(10),
            Mode.REFUSE,
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertEquals(defaults, read(Map.of()));
    assertEquals(defaults, read(Map.of("TEXT", "", "NUMBER", " ", "MODE", "\t", "ORIGINS", ",")));
  }

  @Test
  void everyVariable_isMapped() {
    Sample read =
        read(
            Map.of(
                "TEXT", " words ",
                "NUMBER", "100",
                "FLAG", "FALSE",
                "WAIT_SECONDS", "540",
                "MODE", "observe",
                "ORIGINS", "https://a.example, https://b.example",
                "EMULATOR_HOST", "localhost:8685",
                "WEBHOOK", "https://hooks.example/x"));
    assertEquals(
        new Sample(
            "words",
            100,
            false,
            Duration.ofSeconds(540),
            Mode.OBSERVE,
            List.of("https://a.example", "https://b.example"),
            Optional.of(new HostPort("localhost", 8685)),
            Optional.of(Secret.of("https://hooks.example/x"))),
        read);
  }

  @Test
  void allProblems_areReportedAtOnceByName() {
    assertEquals(
        List.of(
            "NUMBER: expected a whole number from 1 to 100, found \"101\"",
            "FLAG: expected true or false, found \"yes\"",
            "WAIT_SECONDS: expected a whole number from 1 to 3600, found \"10m\"",
            "MODE: expected one of observe, refuse, found \"off\"",
            "EMULATOR_HOST: expected host:port, found \"localhost\""),
        problems(
            Map.of(
                "NUMBER", "101",
                "FLAG", "yes",
                "WAIT_SECONDS", "10m",
                "MODE", "off",
                "EMULATOR_HOST", "localhost")));
  }

  @Test
  void number_refusesSignsOtherDigitsAndOverflow() {
    for (String text : List.of("+5", "٥", "5.0", "0x5", "99999999999999999999", "1e1", "0", "-1")) {
      assertEquals(1, problems(Map.of("NUMBER", text)).size(), text);
    }
  }

  @Test
  void missing_requiredVariablesAreNamed() {
    InvalidSettings invalid =
        assertThrows(
            InvalidSettings.class,
            () ->
                Settings.read(
                    name -> null,
                    settings ->
                        settings.required("PROJECT", "a project's id")
                            + settings.secret("JWT_SECRET_KEY", 32)
                            + settings.databaseUrl("DATABASE_URL")));
    assertEquals(
        List.of(
            "PROJECT: expected a project's id",
            "JWT_SECRET_KEY: expected a secret of at least 32 bytes",
            "DATABASE_URL: expected " + DatabaseUrl.EXPECTED),
        invalid.problems());
  }

  @Test
  void secrets_areNeverEchoed() {
    String message =
        assertThrows(
                InvalidSettings.class,
                () ->
                    Settings.read(
                        Map.of(
                                "JWT_SECRET_KEY", "hunter2",
                                "DATABASE_URL", "mysql://root:hunter2@db/x",
                                "WEBHOOK", "sm://projects/p/secrets/hunter2/versions/latest")
                            ::get,
                        settings ->
                            settings.secret("JWT_SECRET_KEY", 32).toString()
                                + settings.databaseUrl("DATABASE_URL")
                                + settings.optionalSecret("WEBHOOK")))
            .getMessage();
    assertFalse(message.contains("hunter2"), message);
    assertTrue(message.startsWith("3 invalid settings:"), message);
    assertEquals("***", Secret.of("hunter2").toString());
  }

  @Test
  void secretReference_isNotTakenForTheSecret() {
    String reference = "sm://projects/p/secrets/jwt-secret-key/versions/latest";
    assertEquals(
        1,
        assertThrows(
                InvalidSettings.class,
                () -> Settings.read(name -> reference, settings -> settings.secret("KEY", 32)))
            .problems()
            .size());
  }
}
