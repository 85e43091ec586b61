package com.campaignsync.local.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.grpc.LocalServer;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's own client against the local Secret Manager. */
@Timeout(60)
class LocalSecretsTest {
  private static final String PROJECT = "projects/proj-local";
  private static final String NAME = PROJECT + "/secrets/jwt-key";
  private static final Secret AUTOMATIC =
      Secret.newBuilder()
          .setReplication(
              Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
          .putLabels("app", "campaign-sync")
          .build();

  private LocalServer server;
  private SecretManagerServiceClient client;

  @BeforeEach
  void start() throws Exception {
    server = new LocalServer(SecretsService.of(new SecretStore(Clock.systemUTC())));
    client =
        SecretManagerServiceClient.create(
            SecretManagerServiceSettings.newBuilder()
                .setTransportChannelProvider(server.channels())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    client.createSecret(PROJECT, "jwt-key", AUTOMATIC);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void access_givesLatestAndNumberedVersionsWithTheirChecksum() {
    SecretVersion first = client.addSecretVersion(NAME, payload("one"));
    client.addSecretVersion(NAME, payload("zwei ü"));
    assertEquals(NAME + "/versions/1", first.getName());
    assertEquals(SecretVersion.State.ENABLED, first.getState());
    var latest = client.accessSecretVersion(NAME + "/versions/latest");
    assertEquals(NAME + "/versions/2", latest.getName());
    assertEquals("zwei ü", latest.getPayload().getData().toStringUtf8());
    assertEquals(crc32c(latest.getPayload().getData()), latest.getPayload().getDataCrc32C());
    assertEquals(
        "one",
        client.accessSecretVersion(NAME + "/versions/1").getPayload().getData().toStringUtf8());
  }

  @Test
  void payloadWhoseChecksumIsAnothers_isRefusedAndMakesNoVersion() {
    SecretPayload right =
        payload("one").toBuilder().setDataCrc32C(crc32c(payload("one").getData())).build();
    assertTrue(client.addSecretVersion(NAME, right).getClientSpecifiedPayloadChecksum());
    SecretPayload wrong = right.toBuilder().setData(ByteString.copyFromUtf8("two")).build();
    assertThrows(InvalidArgumentException.class, () -> client.addSecretVersion(NAME, wrong));
    assertEquals(
        NAME + "/versions/1", client.getSecretVersion(NAME + "/versions/latest").getName());
  }

  @Test
  void disabledVersion_isAFailedPreconditionUntilEnabled() {
    client.addSecretVersion(NAME, payload("one"));
    client.addSecretVersion(NAME, payload("two"));
    client.disableSecretVersion(NAME + "/versions/2");
    var refused =
        assertThrows(
            FailedPreconditionException.class,
            () -> client.accessSecretVersion(NAME + "/versions/latest"));
    assertTrue(refused.getMessage().contains("DISABLED"), refused.getMessage());
    client.enableSecretVersion(NAME + "/versions/2");
    assertEquals("two", read("latest"));
  }

  @Test
  void destroyedVersion_isGoneForGoodAndItsNumberIsNotUsedAgain() {
    client.addSecretVersion(NAME, payload("one"));
    SecretVersion destroyed = client.destroySecretVersion(NAME + "/versions/1");
    assertEquals(SecretVersion.State.DESTROYED, destroyed.getState());
    assertTrue(destroyed.hasDestroyTime());
    assertThrows(
        FailedPreconditionException.class, () -> client.accessSecretVersion(NAME + "/versions/1"));
    assertThrows(
        FailedPreconditionException.class, () -> client.enableSecretVersion(NAME + "/versions/1"));
    assertEquals(NAME + "/versions/2", client.addSecretVersion(NAME, payload("two")).getName());
  }

  @Test
  void lists_arePagedSecretsByNameAndVersionsNewestFirst() {
    client.createSecret(PROJECT, "another", AUTOMATIC);
    client.createSecret("projects/other", "not-ours", AUTOMATIC);
    List<String> secrets = new ArrayList<>();
    client.listSecrets(PROJECT).iterateAll().forEach(secret -> secrets.add(secret.getName()));
    assertEquals(List.of(PROJECT + "/secrets/another", NAME), secrets);
    for (int i = 1; i <= 11; i++) {
      client.addSecretVersion(NAME, payload("v" + i));
    }
    var request = ListSecretVersionsRequest.newBuilder().setParent(NAME).setPageSize(4).build();
    List<String> versions = new ArrayList<>();
    var pages = client.listSecretVersions(request);
    assertEquals(4, pages.getPage().getPageElementCount());
    pages.iterateAll().forEach(version -> versions.add(version.getName()));
    assertEquals(11, versions.size());
    assertEquals(NAME + "/versions/11", versions.get(0));
    assertEquals(NAME + "/versions/1", versions.get(10));
  }

  @Test
  void errors_haveTheServicesCodesAndNameWhatIsNotOffered() {
    assertThrows(NotFoundException.class, () -> read("latest"));
    assertThrows(NotFoundException.class, () -> read("1"));
    assertThrows(InvalidArgumentException.class, () -> read("0"));
    assertThrows(NotFoundException.class, () -> client.getSecret(PROJECT + "/secrets/none"));
    assertThrows(
        AlreadyExistsException.class, () -> client.createSecret(PROJECT, "jwt-key", AUTOMATIC));
    assertThrows(
        InvalidArgumentException.class, () -> client.createSecret(PROJECT, "a.b", AUTOMATIC));
    assertThrows(
        InvalidArgumentException.class,
        () -> client.createSecret(PROJECT, "bare", Secret.getDefaultInstance()));
    assertThrows(InvalidArgumentException.class, () -> client.addSecretVersion(NAME, payload("")));
    Secret expiring = AUTOMATIC.toBuilder().setTtl(Duration.newBuilder().setSeconds(60)).build();
    var refused =
        assertThrows(
            UnimplementedException.class, () -> client.createSecret(PROJECT, "ttl", expiring));
    assertTrue(refused.getMessage().contains("ttl"), refused.getMessage());
    var update =
        assertThrows(
            UnimplementedException.class,
            () -> client.updateSecret(AUTOMATIC, FieldMask.getDefaultInstance()));
    assertTrue(update.getMessage().contains("UpdateSecret"), update.getMessage());
    client.deleteSecret(NAME);
    assertThrows(NotFoundException.class, () -> client.getSecret(NAME));
    assertFalse(client.listSecrets(PROJECT).iterateAll().iterator().hasNext());
  }

  private String read(String version) {
    return client
        .accessSecretVersion(NAME + "/versions/" + version)
        .getPayload()
        .getData()
        .toStringUtf8();
  }

  private static SecretPayload payload(String text) {
    return SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
  }

  private static long crc32c(ByteString data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data.toByteArray());
    return checksum.getValue();
  }
}
