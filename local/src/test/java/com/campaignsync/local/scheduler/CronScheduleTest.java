package com.campaignsync.local.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CronScheduleTest {

  @Test
  void next_isAfterTheInstantNeverAtIt() {
    assertEquals(
        times("2026-11-22T10:01:00Z", "2026-11-22T10:02:00Z"),
        next("* * * * *", "Etc/UTC", "2026-11-22T10:00:00Z", 2));
    assertEquals(
        times("2026-11-22T10:00:00Z"), next("* * * * *", "Etc/UTC", "2026-11-22T09:59:59.999Z", 1));
  }

  @Test
  void next_followsTheZonesWallClock() {
    assertEquals(
        times("2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z"),
        next("0 0 1 * *", "Europe/Berlin", "2026-06-15T00:00:00Z", 2));
    assertEquals(
        times("2026-11-22T02:30:00Z"),
        next("0 8 * * *", "Asia/Kolkata", "2026-11-22T00:00:00Z", 1));
  }

  @Test
  void timeThatClocksSkip_doesNotRunThatDay() {
    // Berlin has no 02:30 on 29 March 2026.
    assertEquals(
        times("2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"),
        next("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 2));
  }

  @Test
  void timeThatClocksRepeat_runsTwice() {
    // Berlin has 02:30 twice on 25 October 2026.
    assertEquals(
        times("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"),
        next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 3));
  }

  @Test
  void minuteOfTheClockChangeItself_runs() {
    assertEquals(
        times("2026-03-29T01:00:00Z"),
        next("0 3 * * *", "Europe/Berlin", "2026-03-29T00:10:00Z", 1));
  }

  @Test
  void everyMinute_hasNoHoleAndNoDoubleOnDaysOfClockChanges() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")) {
      CronSchedule schedule = CronSchedule.parse("* * * * *", zone);
      Instant now = Instant.parse("2026-01-01T00:00:00Z");
      Instant end = Instant.parse("2026-12-31T00:00:00Z");
      while (now.isBefore(end)) {
        var change = ZoneId.of(zone).getRules().nextTransition(now);
        now = change.getInstant().minus(Duration.ofHours(3));
        for (int minute = 0; minute < 360; minute++) {
          assertEquals(Optional.of(now.plusSeconds(60)), schedule.next(now), zone);
          now = now.plusSeconds(60);
        }
      }
    }
  }

  /** The first of all minutes that matches, found by looking at each. */
  @Test
  void next_equalsTheFirstMatchingMinuteForRandomDailySchedules() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of("America/New_York");
    for (int i = 0; i < 300; i++) {
      int minute = random.nextInt(60);
      int hour = random.nextInt(4);
      Instant from =
          Instant.parse(random.nextBoolean() ? "2026-03-07T00:00:00Z" : "2026-10-31T00:00:00Z")
              .plusSeconds(random.nextInt(200_000));
      Instant expected =
          Stream.iterate(
                  from.truncatedTo(java.time.temporal.ChronoUnit.MINUTES).plusSeconds(60),
                  at -> at.plusSeconds(60))
              .filter(at -> at.atZone(zone).getMinute() == minute)
              .filter(at -> at.atZone(zone).getHour() == hour)
              .findFirst()
              .orElseThrow();
      String cron = minute + " " + hour + " * * *";
      assertEquals(
          Optional.of(expected),
          CronSchedule.parse(cron, zone.getId()).next(from),
          "seed %d: %s after %s".formatted(seed, cron, from));
    }
  }

  @Test
  void dayOfMonthAndDayOfWeek_areEitherOr() {
    Instant from = Instant.parse("2026-11-01T00:00:00Z");
    for (Instant run : next("0 12 13 * 5", "Etc/UTC", from.toString(), 6)) {
      ZonedDateTime at = run.atZone(ZoneId.of("Etc/UTC"));
      assertTrue(at.getDayOfMonth() == 13 || at.getDayOfWeek() == DayOfWeek.FRIDAY, at.toString());
    }
    assertEquals(
        times("2026-11-06T12:00:00Z", "2026-11-13T12:00:00Z"),
        next("0 12 13 * 5", "Etc/UTC", from.toString(), 2));
  }

  @Test
  void leapDay_isFound() {
    assertEquals(
        times("2028-02-29T00:00:00Z"),
        next("0 0 29 2 *", "Europe/Berlin", "2026-11-22T00:00:00Z", 1).stream()
            .map(at -> at.plusSeconds(3600))
            .toList());
  }

  @Test
  void unreadableSchedulesAndZones_areInvalidArguments() {
    for (String cron : List.of("", "every 5 minutes", "60 * * * *", "* * * *", "0 0 0 * * *")) {
      var refused =
          assertThrows(StatusRuntimeException.class, () -> CronSchedule.parse(cron, "Etc/UTC"));
      assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    }
    var refused =
        assertThrows(
            StatusRuntimeException.class, () -> CronSchedule.parse("* * * * *", "Mars/Olympus"));
    assertTrue(refused.getMessage().contains("Mars/Olympus"));
  }

  private static List<Instant> next(String cron, String zone, String from, int count) {
    CronSchedule schedule = CronSchedule.parse(cron, zone);
    List<Instant> found = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      at = schedule.next(at).orElseThrow();
      found.add(at);
    }
    return found;
  }

  private static List<Instant> times(String... instants) {
    return Stream.of(instants).map(Instant::parse).toList();
  }
}
