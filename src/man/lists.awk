# lists.awk DIAG_LIST FUNC_LIST PAGE - prints the page with @CODES@ replaced by the list of messages and @FUNCTIONS@ by that of functions, as mdoc.
FNR == NR && /^DIAG\(/ {
	gsub(/\\"/, "\001")
	split($0, part, "\"")
	split(part[1], head, ", *")
	text = part[4]
	gsub(/\\/, "\\e", text)
	gsub(/%[1-4]/, "…", text)
	gsub(/\001/, "\"", text)
	list = list ".It Bq " part[2] "\n" (substr(text, 1, 1) == "." || substr(text, 1, 1) == "'" ? "\\&" : "") text "\n(" tolower(head[2]) ")\n"
	next
}
/^FUNC\(/ {
	split($0, part, "\"")
	functions = functions ".It Li " part[6] "\n" part[4] "\n"
	next
}
FILENAME ~ /_list\.h$/ { next }
/@FUNCTIONS@/ {
	print ".Bl -tag -width Ds -compact"
	printf "%s", functions
	print ".El"
	next
}
/@CODES@/ {
	print ".Bl -tag -width Ds -compact"
	printf "%s", list
	print ".El"
	next
}
{ print }
