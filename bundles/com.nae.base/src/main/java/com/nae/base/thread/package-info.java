/** Threads with a name and an owner. */
package com.nae.base.thread;
