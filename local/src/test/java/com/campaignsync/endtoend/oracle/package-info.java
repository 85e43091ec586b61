/** The metrics API's answers beside those of plain SQL, for questions made by chance. */
@NullMarked
package com.campaignsync.endtoend.oracle;

import org.jspecify.annotations.NullMarked;
