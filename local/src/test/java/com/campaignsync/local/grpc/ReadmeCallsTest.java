package com.campaignsync.local.grpc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.logging.LogStore;
import com.campaignsync.local.logging.LoggingService;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.campaignsync.local.secrets.SecretStore;
import com.campaignsync.local.secrets.SecretsService;
import com.google.cloud.scheduler.v1.SchedulerProto;
import com.google.cloud.secretmanager.v1.ServiceProto;
import com.google.logging.v2.LoggingProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.pubsub.v1.PubsubProto;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's table of calls that are not supported: every row is refused as it says. */
class ReadmeCallsTest {
  private static final Pattern ROW = Pattern.compile("\\| (\\w+) `(.+)` \\| (.+) \\|");

  private static final List<FileDescriptor> APIS =
      List.of(
          PubsubProto.getDescriptor(),
          ServiceProto.getDescriptor(),
          SchedulerProto.getDescriptor(),
          LoggingProto.getDescriptor());

  /** Requests that are good as they are; a row's fields come on top. */
  private static final Map<String, String> GOOD =
      Map.of(
          "CreateTopic",
          "{\"name\":\"projects/p/topics/new\"}",
          "CreateSubscription",
          "{\"name\":\"projects/p/subscriptions/new\",\"topic\":\"projects/p/topics/old\"}",
          "CreateSecret",
          "{\"parent\":\"projects/p\",\"secretId\":\"new\","
              + "\"secret\":{\"replication\":{\"automatic\":{}}}}",
          "CreateJob",
          "{\"parent\":\"projects/p/locations/l\",\"job\":{\"schedule\":\"* * * * *\","
              + "\"name\":\"projects/p/locations/l/jobs/new\"}}",
          "ListLogEntries",
          "{\"resourceNames\":[\"projects/p\"]}");

  private static final String TARGET =
      "{\"job\":{\"pubsubTarget\":{\"topicName\":\"projects/p/topics/old\",\"data\":\"eA==\"}}}";

  private static LocalScheduler scheduler;
  private static LocalServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() throws Exception {
    Clock clock = Clock.systemUTC();
    scheduler = LocalScheduler.start(clock, request -> {});
    server =
        new LocalServer(
            scheduler.service(),
            SecretsService.of(new SecretStore(clock)),
            LoggingService.of(new LogStore(), clock));
    channel = ManagedChannelBuilder.forTarget(server.hostPort()).usePlaintext().build();
    call("CreateTopic", "{\"name\":\"projects/p/topics/old\"}");
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
    scheduler.close();
  }

  static List<Arguments> rows() throws Exception {
    List<Arguments> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> Arguments.of(row.group(1), row.group(2), row.group(3)))
            .toList();
    assertFalse(rows.isEmpty(), "README.md has lost its table");
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRow_isRefused(String method, String fields, String answer) {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> call(method, GOOD.getOrDefault(method, "{}"), fields));
    Code code = refused.getStatus().getCode();
    assertTrue(Set.of(Code.UNIMPLEMENTED, Code.INVALID_ARGUMENT).contains(code), code::name);
    assertTrue(refused.getMessage().contains(answer), refused.getMessage());
  }

  /** Else a row might be refused for what it does not show. */
  @Test
  void theSameCallsWithoutTheRefusedField_areTaken() {
    GOOD.forEach(
        (method, request) ->
            assertDoesNotThrow(
                () -> call(method, request, method.equals("CreateJob") ? TARGET : "{}"), method));
  }

  private static void call(String methodName, String... jsons) throws Exception {
    MethodDescriptor method = method(methodName);
    DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
    for (String json : jsons) {
      DynamicMessage.Builder part = DynamicMessage.newBuilder(method.getInputType());
      JsonFormat.parser().merge(json, part);
      request.mergeFrom(part.build());
    }
    ClientCalls.blockingUnaryCall(channel, grpc(method), CallOptions.DEFAULT, request.build());
  }

  private static MethodDescriptor method(String name) {
    return APIS.stream()
        .flatMap(api -> api.getServices().stream())
        .flatMap(service -> Stream.ofNullable(service.findMethodByName(name)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no API has a method " + name));
  }

  private static io.grpc.MethodDescriptor<Message, Message> grpc(MethodDescriptor method) {
    return io.grpc.MethodDescriptor.<Message, Message>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName()))
        .setRequestMarshaller(ProtoUtils.marshaller(empty(method.getInputType())))
        .setResponseMarshaller(ProtoUtils.marshaller(empty(method.getOutputType())))
        .build();
  }

  private static Message empty(Descriptor type) {
    return DynamicMessage.getDefaultInstance(type);
  }
}
