package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcService;
import com.campaignsync.local.grpc.Page;
import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubProto;
import com.google.pubsub.v1.Topic;
import io.grpc.ServerServiceDefinition;
import java.util.function.Function;

/** {@code google.pubsub.v1.Publisher}: topics and publishing. */
final class PublisherService {
  private final PubSubBroker broker;

  private PublisherService(PubSubBroker broker) {
    this.broker = broker;
  }

  static ServerServiceDefinition of(PubSubBroker broker) {
    PublisherService service = new PublisherService(broker);
    return new GrpcService(
            PubSubErrors.PRODUCT, PubsubProto.getDescriptor().findServiceByName("Publisher"))
        .unary(
            "CreateTopic",
            Topic.getDefaultInstance(),
            Topic.getDefaultInstance(),
            broker::createTopic)
        .unary(
            "GetTopic",
            GetTopicRequest.getDefaultInstance(),
            Topic.getDefaultInstance(),
            request -> broker.getTopic(request.getTopic()))
        .unary(
            "ListTopics",
            ListTopicsRequest.getDefaultInstance(),
            ListTopicsResponse.getDefaultInstance(),
            service::listTopics)
        .unary(
            "ListTopicSubscriptions",
            ListTopicSubscriptionsRequest.getDefaultInstance(),
            ListTopicSubscriptionsResponse.getDefaultInstance(),
            service::listTopicSubscriptions)
        .unary(
            "DeleteTopic",
            DeleteTopicRequest.getDefaultInstance(),
            Empty.getDefaultInstance(),
            service::deleteTopic)
        .unary(
            "Publish",
            PublishRequest.getDefaultInstance(),
            PublishResponse.getDefaultInstance(),
            service::publish)
        .build();
  }

  private ListTopicsResponse listTopics(ListTopicsRequest request) {
    Page<Topic> page =
        Page.of(
            broker.listTopics(request.getProject()),
            Topic::getName,
            request.getPageSize(),
            request.getPageToken());
    return ListTopicsResponse.newBuilder()
        .addAllTopics(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private ListTopicSubscriptionsResponse listTopicSubscriptions(
      ListTopicSubscriptionsRequest request) {
    Page<String> page =
        Page.of(
            broker.listTopicSubscriptions(request.getTopic()).stream().sorted().toList(),
            Function.identity(),
            request.getPageSize(),
            request.getPageToken());
    return ListTopicSubscriptionsResponse.newBuilder()
        .addAllSubscriptions(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private Empty deleteTopic(DeleteTopicRequest request) {
    broker.deleteTopic(request.getTopic());
    return Empty.getDefaultInstance();
  }

  private PublishResponse publish(PublishRequest request) {
    return PublishResponse.newBuilder().addAllMessageIds(broker.publish(request)).build();
  }
}
