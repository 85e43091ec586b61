package com.campaignsync.local.pubsub;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/**
 * A gRPC service made from Google's published service descriptor and one function a method. The
 * descriptor says which messages each method takes, so a method bound to others fails at start.
 */
final class GrpcService {
  private static final System.Logger LOG = System.getLogger(GrpcService.class.getName());

  private final ServiceDescriptor service;
  private final ServerServiceDefinition.Builder definition;

  GrpcService(ServiceDescriptor service) {
    this.service = service;
    this.definition = ServerServiceDefinition.builder(service.getFullName());
  }

  /** Binds a method of one request and one reply. */
  <Q extends Message, R extends Message> GrpcService unary(
      String method, Q request, R reply, Function<Q, R> handler) {
    var descriptor = descriptor(method, MethodType.UNARY, request, reply);
    definition.addMethod(
        descriptor, ServerCalls.asyncUnaryCall((q, observer) -> answer(handler, q, observer)));
    return this;
  }

  /** Binds a streaming method that is refused with its reason. */
  <Q extends Message, R extends Message> GrpcService refusedStream(
      String method, Q request, R reply, StatusRuntimeException refusal) {
    var descriptor = descriptor(method, MethodType.BIDI_STREAMING, request, reply);
    definition.addMethod(
        descriptor,
        ServerCalls.asyncBidiStreamingCall(
            observer -> {
              observer.onError(refusal);
              return new Ignored<>();
            }));
    return this;
  }

  ServerServiceDefinition build() {
    return definition.build();
  }

  private <Q extends Message, R extends Message> io.grpc.MethodDescriptor<Q, R> descriptor(
      String method, MethodType type, Q request, R reply) {
    MethodDescriptor published = service.findMethodByName(method);
    requireSame(method, published.getInputType(), request);
    requireSame(method, published.getOutputType(), reply);
    return io.grpc.MethodDescriptor.<Q, R>newBuilder()
        .setType(type)
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(service.getFullName(), method))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(reply))
        .build();
  }

  private static void requireSame(String method, Descriptor published, Message bound) {
    if (!published.equals(bound.getDescriptorForType())) {
      throw new IllegalStateException(
          "%s is published with %s".formatted(method, published.getFullName()));
    }
  }

  private static <Q, R> void answer(Function<Q, R> handler, Q request, StreamObserver<R> observer) {
    try {
      observer.onNext(handler.apply(request));
      observer.onCompleted();
    } catch (StatusRuntimeException refused) {
      observer.onError(refused);
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "run-local's Pub/Sub failed", bug);
      observer.onError(Status.INTERNAL.withDescription("see run-local's log").asException());
    }
  }

  /** What a client still sends on a refused stream. */
  private static final class Ignored<Q> implements StreamObserver<Q> {
    @Override
    public void onNext(Q request) {
      // the stream was refused already
    }

    @Override
    public void onError(Throwable cancelled) {
      // nothing was begun
    }

    @Override
    public void onCompleted() {
      // nothing was begun
    }
  }
}
