package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcService;
import com.campaignsync.local.grpc.Page;
import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PubsubProto;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.ServerServiceDefinition;

/** {@code google.pubsub.v1.Subscriber}: subscriptions, pulling and acknowledging. */
final class SubscriberService {
  private final PubSubBroker broker;

  private SubscriberService(PubSubBroker broker) {
    this.broker = broker;
  }

  static ServerServiceDefinition of(PubSubBroker broker) {
    SubscriberService service = new SubscriberService(broker);
    GrpcService subscriber =
        new GrpcService(
            PubSubErrors.PRODUCT, PubsubProto.getDescriptor().findServiceByName("Subscriber"));
    service.bindSubscriptions(subscriber);
    service.bindMessages(subscriber);
    return subscriber.build();
  }

  private void bindSubscriptions(GrpcService subscriber) {
    subscriber
        .unary(
            "CreateSubscription",
            Subscription.getDefaultInstance(),
            Subscription.getDefaultInstance(),
            broker::createSubscription)
        .unary(
            "GetSubscription",
            GetSubscriptionRequest.getDefaultInstance(),
            Subscription.getDefaultInstance(),
            request -> broker.getSubscription(request.getSubscription()))
        .unary(
            "ListSubscriptions",
            ListSubscriptionsRequest.getDefaultInstance(),
            ListSubscriptionsResponse.getDefaultInstance(),
            this::listSubscriptions)
        .unary(
            "UpdateSubscription",
            UpdateSubscriptionRequest.getDefaultInstance(),
            Subscription.getDefaultInstance(),
            q -> broker.updateSubscription(q.getSubscription(), q.getUpdateMask()))
        .unary(
            "ModifyPushConfig",
            ModifyPushConfigRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::modifyPushConfig)
        .unary(
            "DeleteSubscription",
            DeleteSubscriptionRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::deleteSubscription);
  }

  private void bindMessages(GrpcService subscriber) {
    subscriber
        .unary(
            "Pull", PullRequest.getDefaultInstance(), PullResponse.getDefaultInstance(), this::pull)
        .unary(
            "Acknowledge",
            AcknowledgeRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::acknowledge)
        .unary(
            "ModifyAckDeadline",
            ModifyAckDeadlineRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            this::modifyAckDeadline);
  }

  private ListSubscriptionsResponse listSubscriptions(ListSubscriptionsRequest request) {
    Page<Subscription> page =
        Page.of(
            broker.listSubscriptions(request.getProject()),
            Subscription::getName,
            request.getPageSize(),
            request.getPageToken());
    return ListSubscriptionsResponse.newBuilder()
        .addAllSubscriptions(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private Empty modifyPushConfig(ModifyPushConfigRequest request) {
    broker.modifyPushConfig(request.getSubscription(), request.getPushConfig());
    return Empty.getDefaultInstance();
  }

  private Empty deleteSubscription(DeleteSubscriptionRequest request) {
    broker.deleteSubscription(request.getSubscription());
    return Empty.getDefaultInstance();
  }

  /** Answers at once, with nothing if nothing is due: the API lets a server do so. */
  private PullResponse pull(PullRequest request) {
    boolean counts = broker.getSubscription(request.getSubscription()).hasDeadLetterPolicy();
    PullResponse.Builder response = PullResponse.newBuilder();
    for (Delivery delivery : broker.pull(request.getSubscription(), request.getMaxMessages())) {
      response.addReceivedMessages(
          ReceivedMessage.newBuilder()
              .setAckId(delivery.ackId())
              .setMessage(delivery.message())
              .setDeliveryAttempt(counts ? delivery.attempt() : 0));
    }
    return response.build();
  }

  private Empty acknowledge(AcknowledgeRequest request) {
    broker.acknowledge(request.getSubscription(), request.getAckIdsList());
    return Empty.getDefaultInstance();
  }

  private Empty modifyAckDeadline(ModifyAckDeadlineRequest request) {
    broker.modifyAckDeadline(
        request.getSubscription(), request.getAckIdsList(), request.getAckDeadlineSeconds());
    return Empty.getDefaultInstance();
  }
}
