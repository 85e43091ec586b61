/** What every function needs around its use case: waiting, settings, HTTP, tokens and logs. */
@NullMarked
package com.campaignsync.runtime;

import org.jspecify.annotations.NullMarked;
