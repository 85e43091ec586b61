package com.campaignsync.local.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A gRPC service made from Google's published service descriptor and one function a method. The
 * descriptor says which messages each method takes, so a method bound to others fails at start; a
 * method bound to nothing is refused by name.
 */
public final class GrpcService {
  private static final System.Logger LOG = System.getLogger(GrpcService.class.getName());

  /** A refused method's messages are not read. */
  private static final io.grpc.MethodDescriptor.Marshaller<InputStream> UNREAD =
      new io.grpc.MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(InputStream value) {
          return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
          return stream;
        }
      };

  private final String product;
  private final ServiceDescriptor service;
  private final ServerServiceDefinition.Builder definition;
  private final Set<String> bound = new HashSet<>();

  /**
   * @param product as people call it, for messages: "Pub/Sub"
   */
  public GrpcService(String product, ServiceDescriptor service) {
    this.product = product;
    this.service = service;
    this.definition = ServerServiceDefinition.builder(service.getFullName());
  }

  /** Binds a method of one request and one reply. */
  public <Q extends Message, R extends Message> GrpcService unary(
      String method, Q request, R reply, Function<Q, R> handler) {
    var descriptor = descriptor(method, request, reply);
    definition.addMethod(
        descriptor, ServerCalls.asyncUnaryCall((q, observer) -> answer(handler, q, observer)));
    return this;
  }

  /** The service; its methods not bound so far answer UNIMPLEMENTED with their name. */
  public ServerServiceDefinition build() {
    service.getMethods().stream()
        .filter(method -> !bound.contains(method.getName()))
        .forEach(this::refuse);
    return definition.build();
  }

  private void refuse(MethodDescriptor method) {
    var descriptor =
        io.grpc.MethodDescriptor.<InputStream, InputStream>newBuilder()
            .setType(MethodType.UNKNOWN)
            .setFullMethodName(fullName(method.getName()))
            .setRequestMarshaller(UNREAD)
            .setResponseMarshaller(UNREAD)
            .build();
    Status refusal = GrpcErrors.notOffered(product, method.getName()).getStatus();
    definition.addMethod(
        descriptor,
        (call, headers) -> {
          call.close(refusal, new Metadata());
          return new ServerCall.Listener<>() {};
        });
  }

  private <Q extends Message, R extends Message> io.grpc.MethodDescriptor<Q, R> descriptor(
      String method, Q request, R reply) {
    MethodDescriptor published = service.findMethodByName(method);
    bound.add(method);
    requireSame(method, published.getInputType(), request);
    requireSame(method, published.getOutputType(), reply);
    return io.grpc.MethodDescriptor.<Q, R>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(fullName(method))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(reply))
        .build();
  }

  private String fullName(String method) {
    return io.grpc.MethodDescriptor.generateFullMethodName(service.getFullName(), method);
  }

  private static void requireSame(String method, Descriptor published, Message bound) {
    if (!published.equals(bound.getDescriptorForType())) {
      throw new IllegalStateException(
          "%s is published with %s".formatted(method, published.getFullName()));
    }
  }

  private <Q, R> void answer(Function<Q, R> handler, Q request, StreamObserver<R> observer) {
    try {
      observer.onNext(handler.apply(request));
      observer.onCompleted();
    } catch (StatusRuntimeException refused) {
      observer.onError(refused);
    } catch (RuntimeException | StackOverflowError bug) {
      LOG.log(System.Logger.Level.ERROR, "run-local's " + product + " failed", bug);
      observer.onError(Status.INTERNAL.withDescription("see run-local's log").asException());
    }
  }
}
