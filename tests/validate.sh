#!/usr/bin/env bash
# Holds the exports against programs that are no part of this one: the Nu checker (HTML), LibreOffice
# (DOCX and ODT open and print), pdffonts and pdfinfo (fonts inside, tags). What is not installed is
# said and left out. Pages are drawn as pictures, to be looked at.
#
#   tests/validate.sh [SESSION.toml] [FOLDER]
#
# The Nu checker is a Java program in the npm package vnu-jar: npm install --prefix DIR vnu-jar, then
# VNU=DIR/node_modules/vnu-jar/build/dist/vnu.jar.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
session=$(realpath "${1:-$(echo "$root"/sessions/*-sample-*.toml)}")
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(realpath "$folder")
python=${PYTHON:-$root/.venv/bin/python}
failed=0

say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; failed=1; }
have() { command -v "$1" >/dev/null || { say "left out: $1 is not installed"; return 1; }; }

export_as() { "$python" -m gsef_tui export "$session" --force --language "$1" -o "$folder/$1.$2"; }

cd "$folder"
for language in fr en es ko; do
    for format in html docx odt; do export_as "$language" "$format"; done
    export_as "$language" pdf || say "left out: PDF"
done

if [ -n "${VNU:-}" ] && have java; then
    java -jar "$VNU" --errors-only ./*.html && say "Nu checker: valid" || fail "Nu checker"
else
    say "left out: Nu checker (set VNU)"
fi

if have soffice; then
    for format in docx odt; do
        timeout 240 soffice --headless "-env:UserInstallation=file://$folder/profile" \
            --convert-to pdf --outdir "by-libreoffice/$format" ./*."$format" >/dev/null 2>&1 ||
            fail "LibreOffice: $format"
        for language in fr en es ko; do
            [ -s "by-libreoffice/$format/$language.pdf" ] || fail "no page of $language.$format"
        done
    done
    say "LibreOffice: DOCX and ODT open and print"
fi

if have pdffonts; then
    for file in ./*.pdf; do
        [ -e "$file" ] || continue
        pdffonts "$file" 2>/dev/null | awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1 } END { exit bad }' ||
            fail "$file: a font is not embedded"
        pdfinfo "$file" 2>/dev/null | grep -q '^Tagged: *yes' || fail "$file: not tagged"
        pdfinfo "$file" 2>/dev/null | grep -q '^Title: *[^ ]' || fail "$file: no title"
        say "$file: fonts embedded, tagged, titled"
    done
fi

if have pdftoppm; then
    for file in ./*.pdf by-libreoffice/*/*.pdf; do
        [ -e "$file" ] && pdftoppm -r 60 -png "$file" "${file%.pdf}"
    done
    say "pages as pictures: $folder"
fi
exit "$failed"
