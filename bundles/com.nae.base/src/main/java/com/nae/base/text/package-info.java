/** Text that is split and joined. */
package com.nae.base.text;
