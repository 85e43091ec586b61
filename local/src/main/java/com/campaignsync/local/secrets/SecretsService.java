package com.campaignsync.local.secrets;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcService;
import com.campaignsync.local.grpc.Page;
import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsResponse;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.cloud.secretmanager.v1.ServiceProto;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.ServerServiceDefinition;
import java.util.Set;
import java.util.function.Function;

/** {@code google.cloud.secretmanager.v1.SecretManagerService}. */
public final class SecretsService {
  private static final Secret SECRET = Secret.getDefaultInstance();
  private static final SecretVersion VERSION = SecretVersion.getDefaultInstance();
  private static final Set<String> LIST_FIELDS = Set.of("parent", "page_size", "page_token");

  private final SecretStore store;

  private SecretsService(SecretStore store) {
    this.store = store;
  }

  /** What a gRPC server on the API's port serves. */
  public static ServerServiceDefinition of(SecretStore store) {
    SecretsService service = new SecretsService(store);
    GrpcService secrets =
        new GrpcService(
            SecretStore.PRODUCT,
            ServiceProto.getDescriptor().findServiceByName("SecretManagerService"));
    service.bindSecrets(secrets);
    service.bindVersions(secrets);
    service.bindStates(secrets);
    return secrets.build();
  }

  private void bindSecrets(GrpcService secrets) {
    secrets
        .unary(
            "CreateSecret",
            CreateSecretRequest.getDefaultInstance(),
            SECRET,
            q -> store.create(q.getParent(), q.getSecretId(), q.getSecret()))
        .unary(
            "GetSecret", GetSecretRequest.getDefaultInstance(), SECRET, q -> store.get(q.getName()))
        .unary(
            "ListSecrets",
            ListSecretsRequest.getDefaultInstance(),
            ListSecretsResponse.getDefaultInstance(),
            this::list)
        .unary(
            "DeleteSecret",
            DeleteSecretRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::delete);
  }

  private void bindVersions(GrpcService secrets) {
    secrets
        .unary(
            "AddSecretVersion",
            AddSecretVersionRequest.getDefaultInstance(),
            VERSION,
            q -> store.add(q.getParent(), q.getPayload()))
        .unary(
            "GetSecretVersion",
            GetSecretVersionRequest.getDefaultInstance(),
            VERSION,
            q -> store.version(q.getName()))
        .unary(
            "AccessSecretVersion",
            AccessSecretVersionRequest.getDefaultInstance(),
            AccessSecretVersionResponse.getDefaultInstance(),
            q -> store.access(q.getName()))
        .unary(
            "ListSecretVersions",
            ListSecretVersionsRequest.getDefaultInstance(),
            ListSecretVersionsResponse.getDefaultInstance(),
            this::listVersions);
  }

  private void bindStates(GrpcService secrets) {
    secrets
        .unary(
            "EnableSecretVersion",
            EnableSecretVersionRequest.getDefaultInstance(),
            VERSION,
            named(q -> store.become(q.getName(), State.ENABLED)))
        .unary(
            "DisableSecretVersion",
            DisableSecretVersionRequest.getDefaultInstance(),
            VERSION,
            named(q -> store.become(q.getName(), State.DISABLED)))
        .unary(
            "DestroySecretVersion",
            DestroySecretVersionRequest.getDefaultInstance(),
            VERSION,
            named(q -> store.destroy(q.getName())));
  }

  private ListSecretsResponse list(ListSecretsRequest request) {
    Allowed.require(SecretStore.PRODUCT, request, LIST_FIELDS);
    Page<Secret> page =
        Page.of(
            store.list(request.getParent()),
            Secret::getName,
            request.getPageSize(),
            request.getPageToken());
    return ListSecretsResponse.newBuilder()
        .addAllSecrets(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private ListSecretVersionsResponse listVersions(ListSecretVersionsRequest request) {
    Allowed.require(SecretStore.PRODUCT, request, LIST_FIELDS);
    Page<SecretVersion> page =
        Page.of(
            store.versions(request.getParent()),
            SecretNames::newestFirst,
            request.getPageSize(),
            request.getPageToken());
    return ListSecretVersionsResponse.newBuilder()
        .addAllVersions(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  /** Nothing here has an etag, so a call that insists on one is refused. */
  private static <Q extends Message, R> Function<Q, R> named(Function<Q, R> call) {
    return request -> {
      Allowed.require(SecretStore.PRODUCT, request, Set.of("name"));
      return call.apply(request);
    };
  }

  private Empty delete(DeleteSecretRequest request) {
    Allowed.require(SecretStore.PRODUCT, request, Set.of("name"));
    store.delete(request.getName());
    return Empty.getDefaultInstance();
  }
}
