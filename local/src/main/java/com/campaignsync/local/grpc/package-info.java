/** What the stand-ins of Google's gRPC APIs share: bound methods, errors, pages. */
@NullMarked
package com.campaignsync.local.grpc;

import org.jspecify.annotations.NullMarked;
