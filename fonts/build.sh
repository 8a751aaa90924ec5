#!/bin/sh
# Rebuild every font of this folder, and its licence, from the packages they come from.
#
#   fonts/build.sh [DIR]      DIR: where to put them; without it, the folder of this script
#
# Needs apt-get (Debian 12), npm, fontforge (package fontforge-nox); about 180 MB in $TMPDIR for a minute.
# The packages are fetched and unpacked, not installed. Nothing in DIR is touched unless all files
# are, byte for byte, those of SHA256SUMS.
set -eu

serif=@expo-google-fonts/noto-serif-sc@0.4.3
sans=@expo-google-fonts/noto-sans-sc@0.4.3
fandol=texlive-lang-chinese=2022.20230122-1
liberation=fonts-liberation2=2.1.5-1

# FontForge writes this as the date of change: 2015-07-18, that of Fandol 0.3.
SOURCE_DATE_EPOCH=1437177600
TZ=UTC LC_ALL=C
export SOURCE_DATE_EPOCH TZ LC_ALL
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dest=$here
if [ $# -gt 0 ]; then
	mkdir -p -- "$1"
	dest=$(CDPATH='' cd -- "$1" && pwd)
fi

for tool in apt-get dpkg-deb npm fontforge gzip sha256sum tar; do
	command -v "$tool" >/dev/null || { echo "build.sh: '$tool' is missing" >&2; exit 2; }
done

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp"
mkdir out out/LICENSES

# debian PACKAGE=VERSION DIR PATH...: unpack these paths of a Debian package into DIR.
debian()
{
	spec=$1 dir=$2
	shift 2
	mkdir "$dir"
	(cd "$dir" && apt-get -q -o APT::Sandbox::User=root download "$spec" && mv ./*.deb package.deb)
	dpkg-deb --fsys-tarfile "$dir/package.deb" >"$dir/package.tar"
	tar -xf "$dir/package.tar" -C "$dir" --strip-components=2 "$@"
	rm "$dir/package.deb" "$dir/package.tar"
}

# npm_package NAME@VERSION DIR PATH...: unpack these paths of an npm package into DIR.
npm_package()
{
	spec=$1 dir=$2
	shift 2
	mkdir "$dir"
	(cd "$dir" && npm pack --silent --cache "$tmp/npm" "$spec" && mv ./*.tgz package.tgz)
	tar -xzf "$dir/package.tgz" -C "$dir" --strip-components=1 "$@"
	rm -rf "$dir/package.tgz" "$tmp/npm"
}

# truetype FROM.otf TO.ttf: cubic CFF outlines to quadratic ones; metrics and character map stay.
# Not AddExtrema() or RemoveOverlap() first: either leaves spikes in some glyphs of FandolKai.
truetype()
{
	fontforge -quiet -lang=ff -c 'Open($1); CIDFlatten(); SetFontOrder(2); Generate($2)' "$1" "$2"
}

npm_package "$serif" serif package/400Regular/NotoSerifSC_400Regular.ttf \
	package/700Bold/NotoSerifSC_700Bold.ttf package/LICENSE_FONT
mv serif/400Regular/NotoSerifSC_400Regular.ttf out/NotoSerifSC-Regular.ttf
mv serif/700Bold/NotoSerifSC_700Bold.ttf out/NotoSerifSC-Bold.ttf
mv serif/LICENSE_FONT out/LICENSES/NotoSerifSC-OFL.txt

npm_package "$sans" sans package/500Medium/NotoSansSC_500Medium.ttf package/LICENSE_FONT
mv sans/500Medium/NotoSansSC_500Medium.ttf out/NotoSansSC-Medium.ttf
mv sans/LICENSE_FONT out/LICENSES/NotoSansSC-OFL.txt

otf=share/texlive/texmf-dist/fonts/opentype/public/fandol
doc=share/doc/texlive-doc/fonts/fandol
debian "$fandol" fandol "./usr/$otf/FandolFang-Regular.otf" "./usr/$otf/FandolKai-Regular.otf" \
	"./usr/$doc/COPYING.gz" "./usr/$doc/README"
truetype "fandol/$otf/FandolFang-Regular.otf" out/FandolFang-Regular.ttf
truetype "fandol/$otf/FandolKai-Regular.otf" out/FandolKai-Regular.ttf
gzip -dc "fandol/$doc/COPYING.gz" >out/LICENSES/Fandol-COPYING.txt
mv "fandol/$doc/README" out/LICENSES/Fandol-README.txt

ttf=share/fonts/truetype/liberation2
doc=share/doc/fonts-liberation2
debian "$liberation" liberation "./usr/$ttf/LiberationSerif-Regular.ttf" \
	"./usr/$ttf/LiberationSerif-Bold.ttf" "./usr/$doc/copyright"
mv "liberation/$ttf"/LiberationSerif-*.ttf out/
mv "liberation/$doc/copyright" out/LICENSES/Liberation-OFL.txt

chmod 644 out/*.ttf out/LICENSES/*
if ! (cd out && sha256sum -c "$here/SHA256SUMS"); then
	echo "build.sh: not the same bytes; '$dest' is left as it was (fontforge $(fontforge --version 2>&1 | sed -n 's/^ *Version: *//p'))" >&2
	exit 1
fi
mkdir -p "$dest/LICENSES"
mv -f out/*.ttf "$dest/"
mv -f out/LICENSES/* "$dest/LICENSES/"
