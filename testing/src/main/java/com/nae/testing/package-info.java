/** What tests of several modules share. */
package com.nae.testing;
