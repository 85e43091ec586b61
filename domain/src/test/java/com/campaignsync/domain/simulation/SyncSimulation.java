package com.campaignsync.domain.simulation;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.simulation.SimulatedStore.JobState;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunSettings;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One seed's story: chaos, an outage of the scheduler, more chaos; then faults stop, the source is
 * quiet, what is left is worked off, and everything must be as if nothing had gone wrong.
 */
public final class SyncSimulation {

  /** Bounds the working off: retries, back-offs and given-up messages are over long before. */
  private static final int DRAIN_MINUTES_MAX = 120;

  private final long seed;
  private final SimulatedStore store;
  private final SplittableRandom random;
  private final VirtualTime time;
  private final ScriptedSource source;
  private final World world;
  private final RunSettings settings;
  private final FaultRates chaosRates;
  private final SimulatedBroker broker;
  private final Ports ports;
  private final SimulationChecks checks;
  private final Tally tally = new Tally();
  private final Consumer<Supplier<String>> trace;
  private FaultRates rates;
  private boolean chaos = true;
  private int processes;
  private int requests;

  /**
   * @param trace told what happens, for who looks into one seed
   */
  public SyncSimulation(long seed, SimulatedStore store, Consumer<Supplier<String>> trace) {
    this.seed = seed;
    this.store = store;
    this.trace = trace;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(store.start(), store::timeIs);
    this.source = new ScriptedSource(time);
    this.world = World.of(source, random, time.instant());
    this.chaosRates = FaultRates.of(random);
    this.rates = chaosRates;
    this.settings =
        new RunSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            1 + random.nextInt(6),
            random.nextInt(3) == 0 ? Duration.ofMillis(20) : Duration.ofSeconds(40));
    this.broker = new SimulatedBroker(time, random, () -> chaos && !isCalm(), tally, this::work);
    this.ports = store.ports(source, broker);
    this.checks = new SimulationChecks(store, source, world, tally);
  }

  private boolean isCalm() {
    return chaosRates.isCalm();
  }

  /**
   * @return what happened
   * @throws AssertionError if something that must hold does not; names the seed
   */
  public Tally run() {
    try {
      for (AdConnection connection : world.connections()) {
        boolean byHand = connection.frequency() == SyncFrequency.MANUAL;
        store.add(connection, byHand ? null : time.instant());
      }
      chaosFor(Duration.ofMinutes(3 + random.nextInt(8)));
      if (random.nextInt(3) > 0) {
        outage(Duration.ofMinutes(10 + random.nextInt(3_600)));
        chaosFor(Duration.ofMinutes(6 + random.nextInt(5)));
      }
      settleDown();
      checks.progressHasNoGap();
      anHourPasses();
      proveIncrementalSyncs();
      anHourPasses();
      proveFullResyncs();
      anHourPasses();
      proveReconciliations();
      checks.everywhere(isCalm());
      if (isCalm() && settings.workTime().toSeconds() > 1) {
        checks.soon(Duration.ofMinutes(2));
      }
      return tally;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d (replay it with -Dsimulation.seed=%d): %s".formatted(seed, seed, e), e);
    } finally {
      time.dispose();
    }
  }

  private void chaosFor(Duration duration) {
    Instant end = time.instant().plus(duration);
    every(60_000, 60_001, end, this::dispatch);
    every(30_000, 60_001, end, this::secondPass);
    every(1, 40_000, end, () -> world.change(time.instant()));
    every(50_000, 120_000, end, () -> world.flush(time.instant()));
    every(10_000, 150_000, end, this::somebodyAsks);
    dispatch();
    time.runUntil(end);
  }

  /** Repeats with a pause drawn anew each time; a pause of one minute alone keeps to it. */
  private void every(long millisMin, long millisMax, Instant end, Runnable event) {
    long millis =
        millisMax == 60_001 ? millisMin : millisMin + random.nextLong(millisMax - millisMin);
    Mono.delay(Duration.ofMillis(millis), time)
        .subscribe(
            tick -> {
              if (time.instant().isBefore(end)) {
                event.run();
                every(millisMax == 60_001 ? 60_000 : millisMin, millisMax, end, event);
              }
            });
  }

  /** The scheduler is silent; the source is not, and what was under way goes on. */
  private void outage(Duration duration) {
    Instant end = time.instant().plus(duration);
    for (int change = 0; change < 6; change++) {
      Duration pause = Duration.between(time.instant(), end).dividedBy(4);
      // No store tells instants apart that lie closer together.
      time.runUntil(time.instant().plus(pause.truncatedTo(ChronoUnit.MICROS)));
      world.change(time.instant());
    }
    world.flush(time.instant());
    time.runUntil(end);
    world.expire(time.instant(), checks::expiring);
    checks.outageEndedAt(time.instant());
  }

  private void dispatch() {
    trace.accept(() -> time.instant() + " dispatch");
    Process process = process(Duration.ZERO);
    process.run(dispatch(process).firstPass());
  }

  private void secondPass() {
    Process process = process(Duration.ZERO);
    process.run(dispatch(process).secondPass());
  }

  private Dispatch dispatch(Process process) {
    Ports own = portsOf(process);
    return new Dispatch(own.connections(), own.jobs(), own.publisher(), process);
  }

  private Process process(Duration clockIsOffBy) {
    String name = "p" + ++processes;
    return new Process(
        time,
        random,
        () -> rates,
        tally,
        (process, what) -> trace.accept(() -> time.instant() + " " + name + " " + what.get()),
        clockIsOffBy,
        store::crash);
  }

  private Ports portsOf(Process process) {
    return new FaultyPorts(ports, process, checks::acknowledged).ports();
  }

  /** A function takes a message; its clock may be off by minutes. */
  private void work(RunJobs message, Consumer<List<RunOutcome>> outcome) {
    boolean off = chaos && random.nextInt(6) == 0;
    Process process = process(off ? Duration.ofSeconds(random.nextLong(-600, 600)) : Duration.ZERO);
    Ports own = portsOf(process);
    RunSync engine =
        new RunSync(
            own.source(),
            own.connections(),
            own.jobs(),
            own.leases(),
            own.metrics(),
            own.reconciliations(),
            own.publisher(),
            new OnDemandPrice(new BigDecimal("6.25")),
            process,
            settings,
            time);
    trace.accept(
        () ->
            time.instant() + " p" + processes + " runs " + message + " as of " + process.instant());
    process.run(
        engine
            .run(message)
            .doOnNext(outcomes -> trace.accept(() -> time.instant() + " ended " + outcomes))
            .doOnNext(outcome));
  }

  private void somebodyAsks() {
    World.Copied what = world.copied().get(random.nextInt(world.copied().size()));
    JobType type = JobType.values()[random.nextInt(JobType.values().length)];
    LocalDate today = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(random.nextInt(World.DAYS + 1));
    DayWindow window =
        random.nextInt(3) == 0
            ? null
            : DayWindow.inclusive(first, first.plusDays(random.nextInt(4)));
    ask(what, type, window, random.nextInt(5) == 0);
  }

  private void ask(World.Copied what, JobType type, @Nullable DayWindow window, boolean forced) {
    NewJob wanted = wanted(what, type, window, forced);
    Process process = process(Duration.ZERO);
    Ports own = portsOf(process);
    process.run(
        type == JobType.INCREMENTAL_SYNC
            ? new RequestSync(own.requests(), own.publisher(), Retention.KEEPS_ALL, process)
                .request(wanted)
            : plan(own, wanted));
  }

  private void plan(World.Copied what, JobType type) {
    Process process = process(Duration.ZERO);
    process.run(plan(portsOf(process), wanted(what, type, null, false)));
  }

  private NewJob wanted(
      World.Copied what, JobType type, @Nullable DayWindow window, boolean forced) {
    AdConnection connection = store.connection(what.connectionId());
    return new NewJob(
        connection.id(),
        connection.tenantId(),
        what.entity(),
        type,
        window,
        forced,
        null,
        NewJob.Trigger.API,
        null,
        "asked " + ++requests);
  }

  private static Mono<Void> plan(Ports own, NewJob wanted) {
    Flux<UUID> planned = own.plans().plan(null, List.of(wanted)).map(job -> job.id());
    return planned
        .concatMap(id -> own.publisher().publish(Topic.MAINTENANCE, RunJobs.of(id)))
        .then();
  }

  private void settleDown() {
    chaos = false;
    checks.missedSlotsAreCaughtUpOnce(time.instant());
    rates = FaultRates.NONE;
    world.flush(time.instant());
    store.pauseAll(true);
    workOff();
  }

  /** Dispatch ticks until every job is over. */
  private void workOff() {
    for (int minute = 0; minute < DRAIN_MINUTES_MAX && !openJobs().isEmpty(); minute++) {
      dispatch();
      time.runUntil(time.instant().plusSeconds(60));
    }
    if (!openJobs().isEmpty()) {
      throw new AssertionError("jobs that never end: " + openJobs());
    }
  }

  private List<JobState> openJobs() {
    return store.jobs().stream().filter(job -> !job.status().isOver()).toList();
  }

  /** No connection is near its limit of reads an hour any more. */
  private void anHourPasses() {
    time.runUntil(time.instant().plus(Duration.ofMinutes(61)));
  }

  private void proveIncrementalSyncs() {
    int before = store.jobs().size();
    store.pauseAll(false);
    store.allDueAt(time.instant());
    dispatch();
    world.copied().stream()
        .filter(this::isByHand)
        .forEach(what -> plan(what, JobType.INCREMENTAL_SYNC));
    time.runUntil(time.instant().plusSeconds(5));
    store.pauseAll(true);
    workOff();
    checks.successful(before, world.copied().size());
    checks.incrementallySynced(time.instant());
  }

  private boolean isByHand(World.Copied what) {
    return store.connection(what.connectionId()).frequency() == SyncFrequency.MANUAL;
  }

  private void proveFullResyncs() {
    boolean forced = random.nextBoolean();
    int before = store.jobs().size();
    world.copied().forEach(what -> ask(what, JobType.FULL_SYNC, null, forced));
    time.runUntil(time.instant().plusSeconds(5));
    workOff();
    checks.successful(before, world.copied().size());
    checks.fullySynced(time.instant(), forced);
  }

  private void proveReconciliations() {
    int before = store.jobs().size();
    world.copied().forEach(what -> ask(what, JobType.RECONCILE, null, false));
    time.runUntil(time.instant().plusSeconds(5));
    workOff();
    checks.successful(before, world.copied().size());
    checks.reconciled(before, time.instant());
  }

  static boolean isOf(JobState job, UUID connectionId, Entity entity) {
    return job.connectionId().equals(connectionId) && job.entity() == entity;
  }
}
