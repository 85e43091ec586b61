package com.campaignsync.endtoend.faults;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.endtoend.Postmaster;
import com.campaignsync.endtoend.Sql;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.LocalBigQueryConfig.TableFile;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.local.postgres.RestartedPostgres;
import com.campaignsync.local.pubsub.LocalPubSub;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.netcrusher.core.reactor.NioReactor;

/**
 * Everything real, on this machine: a durable Postgres on a disk of its own, BigQuery and Pub/Sub,
 * and two instances of the function. Pub/Sub pushes to the first, whose lines to Postgres and
 * BigQuery can be broken; the second has lines of its own that hold.
 */
final class RealStack implements AutoCloseable {

  private static final String TOPIC = "campaign-sync";

  /** SQLSTATE of a server that starts, stops or recovers. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private static final Duration RECOVERY_MAX = Duration.ofSeconds(30);
  private static final long RECOVERY_PROBE_NANOS = 50_000_000;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path state;
  private final int postgresPort;
  private final String jdbcUrl;

  final SmallDisk disk;
  final LocalBigQuery bigQuery;
  final FaultyLink toPostgres;
  final FaultyLink toBigQuery;
  final FaultyLink toStorageRead;
  final Instance first;
  final Instance second;
  final PubSubSyncMessages messages;

  /**
   * @param directory for the disk and its image; empty
   */
  RealStack(Path directory) throws Exception {
    this.state = directory.resolve("disk");
    this.postgresPort = LocalPort.anyFree();
    try {
      this.disk = keep(SmallDisk.mount(state, directory.resolve("disk.image")));
      LocalPostgres postgres =
          keep(LocalPostgres.start(LocalPostgresOptions.in(state, postgresPort, false)));
      this.jdbcUrl = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      Migrations.migrate(jdbcUrl);
      this.bigQuery = keep(startBigQuery());
      StorageRead storage = keep(bigQuery.startStorageRead(0));
      NioReactor reactor = keep(new NioReactor());
      this.toPostgres = keep(new FaultyLink(reactor, postgresPort));
      this.toBigQuery = keep(new FaultyLink(reactor, bigQuery.port()));
      this.toStorageRead = keep(new FaultyLink(reactor, portOf(storage.endpoint())));
      LocalPubSub pubSub = keep(LocalPubSub.start(0, Clock.systemUTC(), List.of()));
      createTopic(pubSub);
      this.first =
          keep(
              Instance.start(
                  environment(
                      toPostgres.port(),
                      toBigQuery.hostPort(),
                      toStorageRead.hostPort(),
                      pubSub.hostPort())));
      this.second =
          keep(
              Instance.start(
                  environment(
                      postgresPort,
                      "127.0.0.1:" + bigQuery.port(),
                      storage.endpoint(),
                      pubSub.hostPort())));
      subscribe(pubSub, first.port());
      PubSubPublisher publisher =
          keep(new PubSubPublisher(new PubSubEndpoint(RestatedSource.PROJECT, pubSub.hostPort())));
      this.messages = new PubSubSyncMessages(publisher, TOPIC, TOPIC);
    } catch (Exception | Error failed) {
      close();
      throw failed;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private static LocalBigQuery startBigQuery() {
    Path schema =
        Path.of("").toAbsolutePath().resolveSibling("bigquery/schemas/campaign_metrics.json");
    return LocalBigQuery.start(
        LocalBigQueryConfig.inMemory(RestatedSource.PROJECT, Clock.systemUTC())
            .withTables(List.of(new TableFile("engarde_analytics", schema))));
  }

  private static int portOf(String hostPort) {
    return Integer.parseInt(hostPort.substring(hostPort.lastIndexOf(':') + 1));
  }

  /** Twenty seconds for a message, so that what does not end is given up while a test waits. */
  private static Map<String, String> environment(
      int postgresPort, String bigQuery, String storageRead, String pubSub) {
    return Map.of(
        "BIGQUERY_PROJECT_ID",
        RestatedSource.PROJECT,
        "BIGQUERY_EMULATOR_HOST",
        bigQuery,
        "BIGQUERY_STORAGE_EMULATOR_HOST",
        storageRead,
        "BIGQUERY_USE_QUERY_CACHE",
        "false",
        "PUBSUB_EMULATOR_HOST",
        pubSub,
        "CAMPAIGN_SYNC_TIMEOUT_SECONDS",
        "20",
        "DATABASE_URL",
        "postgresql://%s@127.0.0.1:%d/%s"
            .formatted(LocalUsers.SYNC_WORKER, postgresPort, LocalPostgres.DATABASE));
  }

  private static String topic() {
    return "projects/%s/topics/%s".formatted(RestatedSource.PROJECT, TOPIC);
  }

  private static void createTopic(LocalPubSub pubSub) {
    pubSub.broker().createTopic(com.google.pubsub.v1.Topic.newBuilder().setName(topic()).build());
  }

  /** Redelivered soon and for ever. */
  private static void subscribe(LocalPubSub pubSub, int port) {
    pubSub
        .broker()
        .createSubscription(
            Subscription.newBuilder()
                .setName("projects/%s/subscriptions/sync".formatted(RestatedSource.PROJECT))
                .setTopic(topic())
                .setAckDeadlineSeconds(60)
                .setRetryPolicy(
                    RetryPolicy.newBuilder()
                        .setMinimumBackoff(
                            com.google.protobuf.Duration.newBuilder().setNanos(300_000_000))
                        .setMaximumBackoff(com.google.protobuf.Duration.newBuilder().setSeconds(2)))
                .setPushConfig(
                    PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:" + port + "/"))
                .build());
  }

  void publish(SyncMessage message) {
    messages.publish(Topic.SYNC, message).block(Duration.ofSeconds(20));
  }

  /**
   * A connection of the test's own, past all lines that break; a server that is just recovering is
   * waited for.
   */
  Sql sql() throws SQLException {
    long deadline = System.nanoTime() + RECOVERY_MAX.toNanos();
    while (true) {
      try {
        return Sql.open(jdbcUrl);
      } catch (SQLException refused) {
        if (!CANNOT_CONNECT_NOW.equals(refused.getSQLState()) || System.nanoTime() > deadline) {
          throw refused;
        }
        LockSupport.parkNanos(RECOVERY_PROBE_NANOS);
      }
    }
  }

  /** kill -9 of the server and all its backends. */
  void killPostgres() throws Exception {
    new Postmaster(state).killAll();
  }

  /** The server's own process id, whose children are its backends. */
  long postmasterPid() throws Exception {
    return new Postmaster(state).pid();
  }

  boolean postgresRuns() throws Exception {
    return !new Postmaster(state).running().isEmpty();
  }

  /** Whether the server takes a statement. */
  boolean answers() {
    try (Sql sql = sql()) {
      return sql.number("SELECT 1") == 1;
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Starts the server; it takes connections when this returns. */
  void startPostgres() throws Exception {
    RestartedPostgres.start(state, postgresPort);
  }

  @Override
  public void close() throws Exception {
    Exception first = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
