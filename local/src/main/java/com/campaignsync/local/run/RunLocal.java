package com.campaignsync.local.run;

import com.campaignsync.local.csv.CsvProblem;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command {@code run-local}. */
public final class RunLocal {

  private static final int BROKEN = 1;
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
        options.csv = List.copyOf(OptionVariables.csvFiles(environment));
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    } catch (IOException e) {
      progress.complain("the log file cannot be written: " + e.getMessage());
      return BAD_INPUT;
    }
  }

  private static int start(
      Options options,
      Function<String, @Nullable String> environment,
      PrintStream out,
      Progress progress)
      throws InterruptedException, IOException {
    Path home = Path.of(System.getProperty("campaignsync.home", ".")).toAbsolutePath().normalize();
    CsvLoad csvLoad = CsvLoad.check(options.csv, home);
    csvLoad.describeUnassigned(progress);
    Ports ports = new Ports(options.portOffset);
    try (StateDirectory state = StateDirectory.open(stateDirectory(home))) {
      ports.requireFree(state.path());
      if (options.fresh) {
        state.clear();
      }
      try (PrintStream log = log(state.logFile())) {
        // The functions log to standard output, as the cloud wants it; here that is the results'
        // place.
        System.setOut(log);
        new StructuredLog(log, Clock.systemUTC(), Optional.empty()).installForLibraries();
        return new LocalRun(options, ports, state.path(), home, environment, progress)
            .run(csvLoad, out);
      } finally {
        System.setOut(out);
      }
    }
  }

  /** Where state is kept: {@code .local} of the checkout, unless the property names another. */
  private static Path stateDirectory(Path home) {
    String elsewhere = System.getProperty("campaignsync.state");
    return elsewhere == null ? home.resolve(".local") : Path.of(elsewhere).toAbsolutePath();
  }

  private static PrintStream log(Path file) throws IOException {
    return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
  }
}
