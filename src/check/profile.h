/* profile.h - what a province and a year require of a report: chapters, tables and statements, in a file profiles/NAME.xml.
 *
 * Headings, table titles and text are compared in one form: digits and letters half width, punctuation full width, no blanks, no
 * quotes, no thousands separators. Patterns (PCRE2) are written in that form. Nothing is changed; what is missing is reported where
 * it should stand: at the heading of its chapter, or at the report's profile="…" where there is no such chapter. */
#ifndef KANYIN_CHECK_PROFILE_H
#define KANYIN_CHECK_PROFILE_H

#include "base/file.h"
#include "check/check.h"
#include "desc/desc.h"

struct profile_input {
	struct arena *arena;
	const struct desc_node *report; /* its attribute profile names the file; without one nothing is done */
	const struct doc *doc;
	struct desc_schemas *schemas;
	const struct roots *roots;
	const struct check_options *options; /* silences; NULL: none */
	struct diags *diags;
};

void profile_check(const struct profile_input *);

#endif
