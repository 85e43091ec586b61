package com.campaignsync.endtoend.faults;

/** The lines between the parts freeze, break or get slow. */
final class LineFaults {

  private LineFaults() {}

  static void cutPostgres(Scene scene) throws Exception {
    scene.amidASync();
    cut(scene, scene.stack().toPostgres);
  }

  static void cutBigQuery(Scene scene) throws Exception {
    scene.amidASync();
    cut(scene, scene.stack().toBigQuery);
  }

  /** Slow enough that a stream is under way when it breaks. */
  static void cutStorageRead(Scene scene) throws Exception {
    FaultyLink line = scene.stack().toStorageRead;
    line.slowTo(200_000);
    scene.amidASync();
    cut(scene, line);
    line.heal();
  }

  private static void cut(Scene scene, FaultyLink line) throws Exception {
    for (int times = scene.random().nextInt(1, 4); times > 0; times--) {
      line.cut();
      scene.pause(0, 300);
    }
  }

  static void freezePostgres(Scene scene) throws Exception {
    scene.amidASync();
    freeze(scene, scene.stack().toPostgres, 500, 6_000);
  }

  /** As long as a lease lives, while another instance takes over. */
  static void freezePostgresPastTheLease(Scene scene) throws Exception {
    scene.amidASync();
    scene.stack().toPostgres.freeze();
    try {
      ProcessFaults.replaceFirst(scene);
    } finally {
      scene.stack().toPostgres.heal();
    }
  }

  static void freezeBigQuery(Scene scene) throws Exception {
    scene.amidASync();
    freeze(scene, scene.stack().toBigQuery, 500, 4_000);
  }

  static void freezeStorageRead(Scene scene) throws Exception {
    FaultyLink line = scene.stack().toStorageRead;
    line.slowTo(200_000);
    scene.amidASync();
    freeze(scene, line, 500, 4_000);
  }

  private static void freeze(Scene scene, FaultyLink line, int millisMin, int millisMax)
      throws Exception {
    line.freeze();
    try {
      scene.pause(millisMin, millisMax);
    } finally {
      line.heal();
    }
  }

  static void slowPostgres(Scene scene) throws Exception {
    FaultyLink line = scene.stack().toPostgres;
    line.slowTo(scene.random().nextInt(20_000, 200_000));
    try {
      scene.amidASync();
      scene.pause(500, 3_000);
    } finally {
      line.heal();
    }
  }
}
