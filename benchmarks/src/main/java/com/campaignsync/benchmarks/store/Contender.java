package com.campaignsync.benchmarks.store;

/** One way to bring a shape's rows into the store. */
interface Contender {

  String name();

  /** What is not part of the load: makes files or resolves ids. */
  void prepare(Shape shape, Phase phase) throws Exception;

  /** Stores the rows; this is measured. */
  void load(Shape shape, Phase phase) throws Exception;
}
