/** Gson set-ups and files of one JSON object a line. The only package of the jar that needs Gson. */
package com.nae.base.json;
