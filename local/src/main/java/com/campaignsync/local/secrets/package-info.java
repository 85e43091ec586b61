/** An in-process Secret Manager speaking Google's gRPC protocol: secrets and their versions. */
@NullMarked
package com.campaignsync.local.secrets;

import org.jspecify.annotations.NullMarked;
