/** Real faults against the real parts: what may break is broken, and nothing is lost or doubled. */
@NullMarked
package com.campaignsync.endtoend.faults;

import org.jspecify.annotations.NullMarked;
