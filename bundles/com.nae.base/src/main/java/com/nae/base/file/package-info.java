/** Files that survive a crash: replaced in one step, or appended line by line. */
package com.nae.base.file;
