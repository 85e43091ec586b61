package com.campaignsync.local.bigquery.storage;

/** The store cannot be opened or used: the state directory is at fault, not a request. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
