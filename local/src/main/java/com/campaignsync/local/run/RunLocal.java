package com.campaignsync.local.run;

import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.local.csv.CsvProblem;
import com.campaignsync.local.csv.PlausibleDays;
import com.campaignsync.local.logging.LogStore;
import com.campaignsync.local.logging.LogTee;
import com.campaignsync.local.net.PortInUseException;
import com.campaignsync.local.postgres.LocalPostgresException;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.InvalidSettings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command {@code run-local}. */
public final class RunLocal {

  static final int BROKEN = 1;
  private static final int BAD_INPUT = 2;

  private RunLocal() {}

  /** Ends the process with the exit code that {@code --help} lists. */
  public static void main(String[] arguments) {
    int exitCode = run(arguments, System::getenv, System.out, System.err);
    // The Google clients' threads would keep the process alive.
    System.exit(exitCode);
  }

  /** Runs the command; results go to {@code out}, everything else to {@code err}. */
  static int run(
      String[] arguments,
      Function<String, @Nullable String> environment,
      PrintStream out,
      PrintStream err) {
    Progress progress = new Progress(err);
    Options options = new Options();
    CommandLine parser =
        new CommandLine(options).setDefaultValueProvider(new OptionVariables(environment));
    try {
      CommandLine.ParseResult parsed = parser.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return 0;
      }
      if (options.csv.isEmpty()) {
        options.csv = OptionVariables.csvFiles("CSV", environment);
      }
      if (options.assetCsv.isEmpty()) {
        options.assetCsv = OptionVariables.csvFiles("ASSET_CSV", environment);
      }
      options.check();
      return start(options, environment, out, progress);
    } catch (ParameterException e) {
      progress.complain(e.getMessage() + "; see run-local --help");
      return BAD_INPUT;
    } catch (BadInput | CsvProblem | PortInUseException | LocalPostgresException e) {
      progress.complain(String.valueOf(e.getMessage()));
      return BAD_INPUT;
    } catch (InvalidSettings e) {
      progress.complain(String.valueOf(e.getMessage()));
      return BAD_INPUT;
    } catch (Broken e) {
      progress.complain(String.valueOf(e.getMessage()));
      return BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    } catch (IOException e) {
      progress.complain("the log file cannot be written: " + e.getMessage());
      return BAD_INPUT;
    } catch (RuntimeException e) {
      // A bug, or a part that failed in a way nobody foresaw: the log has the whole of it.
      progress.complain("stopped by an unexpected error, see run-local.log: " + e);
      return BROKEN;
    }
  }

  private static int start(
      Options options,
      Function<String, @Nullable String> environment,
      PrintStream out,
      Progress progress)
      throws InterruptedException, IOException {
    Path home = Path.of(System.getProperty("campaignsync.home", ".")).toAbsolutePath().normalize();
    Ports ports = new Ports(options.portOffset);
    SyncFrequency frequency =
        StartSettings.check(environment, ports, options.sample(), progress::say);
    CsvLoad csvLoad =
        CsvLoad.check(
            options.csv,
            options.assetCsv,
            home,
            PlausibleDays.on(LocalDate.now(Clock.systemUTC())));
    csvLoad.describeUnassigned(progress);
    try (StateDirectory state = StateDirectory.open(stateDirectory(home))) {
      ports.requireFree(state.path());
      if (options.fresh) {
        state.clear();
      }
      LogTee logs = logs(state.logFile());
      try (PrintStream log = new PrintStream(logs, true, StandardCharsets.UTF_8)) {
        // The functions log to standard output, as the cloud wants it; here that is the results'
        // place.
        System.setOut(log);
        new StructuredLog(log, Clock.systemUTC(), Optional.empty()).installForLibraries();
        return run(
            new LocalRun(
                options, ports, state.path(), home, environment, frequency, logs, progress),
            csvLoad,
            out,
            log);
      } finally {
        System.setOut(out);
      }
    }
  }

  private static int run(LocalRun localRun, CsvLoad csvLoad, PrintStream out, PrintStream log)
      throws InterruptedException {
    try {
      return localRun.run(csvLoad, out);
    } catch (RuntimeException e) {
      e.printStackTrace(log);
      throw e;
    }
  }

  /** Where state is kept: {@code .local} of the checkout, unless the property names another. */
  private static Path stateDirectory(Path home) {
    String elsewhere = System.getProperty("campaignsync.state");
    return elsewhere == null ? home.resolve(".local") : Path.of(elsewhere).toAbsolutePath();
  }

  /** Cloud Logging's stand-in keeps what goes into the file. */
  private static LogTee logs(Path file) throws IOException {
    return new LogTee(
        new FileOutputStream(file.toFile(), true),
        new LogStore(),
        LocalEnvironment.PROJECT,
        "run-local",
        Clock.systemUTC());
  }
}
