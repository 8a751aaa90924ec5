#!/bin/sh
# tests/pdfa.sh [FILE.pdf ...]: Apache PDFBox Preflight, PDF/A-1b. Without files: every example, as a publication and as a draft.
# Debian: libpdfbox2-java libactivation-java libjaxb-api-java default-jdk-headless
set -u
for file; do # named from where the caller is
	shift
	set -- "$@" "$(realpath "$file")"
done
cd "$(dirname "$0")/.." || exit 1
kanyin=${KANYIN:-build/kanyin}
work=${BUILD:-build}/pdfa
jars=/usr/share/java
path=$jars/preflight.jar:$jars/pdfbox2.jar:$jars/fontbox2.jar:$jars/xmpbox.jar:$jars/commons-logging.jar:$jars/commons-io.jar
path=$path:$jars/javax.activation.jar:$jars/jaxb-api.jar

if [ $# = 0 ]; then
	mkdir -p "$work"
	for report in examples/*/report.xml; do
		dir=$(dirname "$report")
		name=$(basename "$dir")
		"$kanyin" render "$dir" -o "$work/$name.pdf" || exit 1
		"$kanyin" render "$dir" --draft -o "$work/$name-draft.pdf" || exit 1
		set -- "$@" "$work/$name.pdf" "$work/$name-draft.pdf"
	done
fi
exec java -cp "$path" tests/pdfa/Preflight.java "$@"
