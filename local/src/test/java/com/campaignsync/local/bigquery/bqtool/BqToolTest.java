package com.campaignsync.local.bigquery.bqtool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of commands runs from its first line to its last on one server. */
class BqToolTest {

  private static final Path COMMANDS = Path.of("src", "test", "bq", "commands");
  private static final Path TABLE = Path.of("..", "bigquery", "schemas", "campaign_metrics.json");

  /** Fewer would be no tour of the tool. */
  private static final int COMMANDS_MIN = 20;

  @Test
  void everyCommand_printsWhatTheScriptSays(@TempDir Path home)
      throws IOException, InterruptedException {
    LocalBigQueryConfig config =
        LocalBigQueryConfig.inMemory("p", InstantSource.system())
            .withTables(List.of(new LocalBigQueryConfig.TableFile("engarde_analytics", TABLE)));
    try (LocalBigQuery server = LocalBigQuery.start(config)) {
      BqTool bq = BqTool.against(server, "p", home);
      List<BqCommand> commands = BqCommand.read(COMMANDS);
      assertTrue(commands.size() >= COMMANDS_MIN, commands.size() + " commands");
      for (BqCommand command : commands) {
        BqTool.Ended ended = bq.run(command.arguments());
        String told = "bq " + String.join(" ", command.arguments()) + "\n" + ended.output();
        assertEquals(command.succeeds(), ended.status() == 0, told);
        assertEquals("", command.missingIn(ended.output()), told);
      }
    }
  }
}
