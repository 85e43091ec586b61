package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.cost.SharedBill;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.ReadCost;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts what a query cost onto the jobs it was for. */
final class BillReads {

  private static final ReadCost NOTHING = new ReadCost(0, BigDecimal.ZERO, true);

  private final JobStore jobs;
  private final OnDemandPrice price;

  BillReads(JobStore jobs, OnDemandPrice price) {
    this.jobs = jobs;
    this.price = price;
  }

  /**
   * Before anything is loaded, so that a crash does not hide the bill: the same for each, because
   * nobody knows yet whose rows they are.
   *
   * @return whose jobs pay; one that lost its lease cannot, and stops no other
   */
  Mono<Set<UUID>> evenly(List<SyncTask> tasks, long bytesBilled, List<Map<String, Object>> notes) {
    List<ReadCost> shares = split(bytesBilled, tasks.stream().map(task -> 1L).toList());
    return Flux.range(0, tasks.size())
        .concatMap(i -> pay(tasks.get(i), shares.get(i), notes.get(i)))
        .collect(Collectors.toSet());
  }

  private Mono<UUID> pay(SyncTask task, ReadCost share, Map<String, Object> notes) {
    return jobs.recordRead(task.job().id(), task.lease(), share, notes)
        .thenReturn(task.job().id())
        .onErrorResume(error -> Failures.judge(error).leaseLost(), lost -> Mono.empty());
  }

  /**
   * Once the rows are counted: each pays for its own. One job alone has paid already.
   *
   * @param paid whose jobs have paid an even share
   */
  Mono<Void> byRows(List<SyncTask> tasks, Set<UUID> paid, long bytesBilled) {
    if (tasks.size() == 1) {
      return Mono.empty();
    }
    List<ReadCost> even = split(bytesBilled, tasks.stream().map(task -> 1L).toList());
    List<ReadCost> fair =
        split(bytesBilled, tasks.stream().map(task -> task.recordsSeen().get()).toList());
    Map<UUID, ReadCost> corrections = new HashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      UUID job = tasks.get(i).job().id();
      ReadCost before = paid.contains(job) ? even.get(i) : NOTHING;
      corrections.put(job, difference(fair.get(i), before));
    }
    // An even split that stays is still exact in total, and the jobs say that it is estimated.
    return jobs.correctCosts(corrections).onErrorComplete();
  }

  private List<ReadCost> split(long bytesBilled, List<Long> weights) {
    List<Long> bytes = SharedBill.bytes(bytesBilled, weights);
    List<BigDecimal> usd = SharedBill.usd(price.costUsd(bytesBilled), weights);
    return IntStream.range(0, weights.size())
        .mapToObj(i -> new ReadCost(bytes.get(i), usd.get(i), weights.size() > 1))
        .toList();
  }

  private static ReadCost difference(ReadCost wanted, ReadCost paid) {
    return new ReadCost(
        wanted.bytesBilled() - paid.bytesBilled(), wanted.costUsd().subtract(paid.costUsd()), true);
  }
}
