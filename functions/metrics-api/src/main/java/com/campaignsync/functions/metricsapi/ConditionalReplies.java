package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.DataVersions;
import com.campaignsync.domain.query.TenantVersion;
import com.campaignsync.functions.metricsapi.HeldReplies.Question;
import com.campaignsync.runtime.http.EntityTag;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Answers 304 to whoever has the answer already, and what was answered before to whoever asks it
 * again.
 *
 * <p>On versioned routes the tag is made of what the answer follows from, so that nothing is read:
 * the version is asked for before the rows, and a change that comes between is only ever sent once
 * too often. A reply given before is given again only under the version of this very moment: "no
 * change" may be a second old, figures never are. On other routes that need a token the tag is made
 * of the answer's bytes.
 */
final class ConditionalReplies implements Filter {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final DataVersions versions;
  private final DataVersions current;
  private final InstantSource clock;
  private final String release;
  private final HeldReplies replies = new HeldReplies(HeldReplies.BYTES_MAX);

  /**
   * @param versions may be as old as "no change" may be
   * @param current asks anew each time
   * @param release another one may write the same figures in other words
   */
  ConditionalReplies(
      DataVersions versions, DataVersions current, InstantSource clock, String release) {
    this.versions = versions;
    this.current = current;
    this.clock = clock;
    this.release = release;
  }

  @Override
  public Mono<Reply> apply(Request request, Handler next) {
    if (request.route().changesState() || !request.hasPrincipal()) {
      return next.handle(request);
    }
    return request.route().isVersioned()
        ? versioned(request, next)
        : next.handle(request).map(reply -> conditional(reply, tag(reply), request));
  }

  private Mono<Reply> versioned(Request request, Handler next) {
    Question question = question(request);
    return tag(versions, question)
        .flatMap(
            tag ->
                tag.isIn(request.header("If-None-Match"))
                    ? Mono.just(named(Reply.empty(NOT_MODIFIED), tag))
                    : answer(request, question, tag, next));
  }

  private Mono<Reply> answer(Request request, Question question, EntityTag tag, Handler next) {
    return replies.has(question)
        ? tag(current, question)
            .flatMap(
                now ->
                    replies
                        .find(question, now)
                        .map(reply -> Mono.just(conditional(reply, now, request)))
                        .orElseGet(() -> read(request, question, now, next)))
        : read(request, question, tag, next);
  }

  private Mono<Reply> read(Request request, Question question, EntityTag tag, Handler next) {
    return next.handle(request)
        .doOnNext(
            reply -> {
              if (reply.status() == OK) {
                replies.put(question, tag, reply);
              }
            })
        .map(reply -> conditional(reply, tag, request));
  }

  private static Question question(Request request) {
    return new Question(
        Tenants.of(request),
        request.path(),
        sorted(request.rawQuery()),
        request.header("Accept").orElse("").toLowerCase(Locale.ROOT));
  }

  private Mono<EntityTag> tag(DataVersions asked, Question question) {
    return asked
        .of(question.tenant())
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .map(version -> tag(question, version));
  }

  private EntityTag tag(Question question, TenantVersion version) {
    List<String> parts = new ArrayList<>(question.words());
    parts.add(release);
    parts.add(String.valueOf(version.dataVersion()));
    parts.add(version.syncMark());
    parts.add(version.today(clock.instant()).toString());
    return EntityTag.ofParts(parts);
  }

  /** By name alone: the values of a repeated parameter keep their order. */
  private static String sorted(String rawQuery) {
    if (rawQuery.indexOf('&') < 0) {
      return rawQuery;
    }
    return Arrays.stream(rawQuery.split("&", -1))
        .sorted(Comparator.comparing(pair -> pair.split("=", 2)[0]))
        .collect(Collectors.joining("&"));
  }

  private static EntityTag tag(Reply reply) {
    return EntityTag.ofBytes(reply.body());
  }

  private static Reply conditional(Reply reply, EntityTag tag, Request request) {
    if (reply.status() != OK) {
      return reply;
    }
    Optional<String> wanted = request.header("If-None-Match");
    boolean isKnown = tag.isIn(wanted) || EntityTag.isAny(wanted);
    return named(isKnown ? Reply.empty(NOT_MODIFIED) : reply, tag);
  }

  /** The caller may keep it, and has to ask each time; what is between us may not. */
  private static Reply named(Reply reply, EntityTag tag) {
    return reply
        .header("ETag", tag.value())
        .header("Cache-Control", "private, no-cache")
        .header("Vary", "Authorization, Accept, Origin");
  }
}
