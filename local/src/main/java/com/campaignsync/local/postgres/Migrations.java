package com.campaignsync.local.postgres;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the local database to the schema this build knows, and adds the functions' local users.
 */
public final class Migrations {
  private Migrations() {}

  /**
   * Applies what is missing; a database that is up to date is left as it is.
   *
   * @param superuserJdbcUrl the database, as {@link LocalPostgres#SUPERUSER}: the migrations make
   *     roles
   * @return how many migrations were applied
   * @throws LocalPostgresException if a migration fails, or the database was migrated by another
   *     version of the project
   */
  public static int migrate(String superuserJdbcUrl) {
    try {
      int applied =
          Flyway.configure()
              .dataSource(superuserJdbcUrl, LocalPostgres.SUPERUSER, "")
              .locations("classpath:db/migration")
              .failOnMissingLocations(true)
              .load()
              .migrate()
              .migrationsExecuted;
      LocalUsers.ensure(superuserJdbcUrl);
      return applied;
    } catch (FlywayException failed) {
      throw new LocalPostgresException(
          "the database's schema could not be brought up to date (start with --fresh if its data may"
              + " go): "
              + String.valueOf(failed.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; "),
          failed);
    }
  }
}
