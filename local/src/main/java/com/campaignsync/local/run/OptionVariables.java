package com.campaignsync.local.run;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options from variables: {@code --port-offset} is {@code CAMPAIGN_SYNC_LOCAL_PORT_OFFSET}. */
final class OptionVariables implements IDefaultValueProvider {

  private static final String PREFIX = "CAMPAIGN_SYNC_LOCAL_";

  private final Function<String, @Nullable String> environment;

  OptionVariables(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)
        || option.usageHelp()
        || option.versionHelp()
        || option.longestName().endsWith("csv")) {
      return null;
    }
    String value = environment.apply(variable(option));
    if (value == null || value.isEmpty()) {
      return null;
    }
    boolean isSwitch = option.arity().max() == 0;
    if (isSwitch && !List.of("true", "false").contains(value)) {
      throw new CommandLine.ParameterException(
          option.command().commandLine(),
          variable(option) + " is '" + value + "', want true or false");
    }
    return value;
  }

  /**
   * The files of {@code CAMPAIGN_SYNC_LOCAL_CSV} or {@code …_ASSET_CSV}, joined as the platform
   * joins paths.
   */
  static List<Path> csvFiles(String name, Function<String, @Nullable String> environment) {
    String value = environment.apply(PREFIX + name);
    return value == null || value.isEmpty()
        ? List.of()
        : Arrays.stream(value.split(Pattern.quote(File.pathSeparator))).map(Path::of).toList();
  }

  private static String variable(OptionSpec option) {
    return PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
