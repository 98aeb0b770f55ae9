#!/usr/bin/env bash
# Makes NotoSansSC-subset.ttf: Noto Sans SC (OFL, see OFL.txt) as npm's package @expo-google-fonts/noto-sans-sc has it, with the
# characters that papers need: GB 2312 and the first level of Big5, Latin, Greek, Cyrillic, kana, signs. Wants npm, python3 and Debian's python3-fonttools.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar -xzf ./*.tgz package/400Regular package/LICENSE_FONT
/usr/bin/python3 - >characters <<'PYTHON'
def kept(codec, leads, trails):
    return {character for lead in leads for trail in trails for character in bytes([lead, trail]).decode(codec, "ignore")}

characters = kept("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
characters |= kept("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
for first, last in [(0x20, 0x24F), (0x370, 0x45F), (0x2010, 0x203F), (0x3000, 0x30FF), (0xFF00, 0xFFEE)]:
    characters |= {chr(code) for code in range(first, last + 1)}
print("".join(sorted(characters | set("€→•□☐"))), end="")
PYTHON
/usr/bin/python3 -m fontTools.subset package/400Regular/NotoSansSC_400Regular.ttf --text-file=characters --output-file="$here/NotoSansSC-subset.ttf" \
  --no-hinting --desubroutinize --layout-features= --drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,VORG,STAT,DSIG,gasp --name-IDs=0,1,2,3,4,5,6,13,14
cp package/LICENSE_FONT "$here/OFL.txt"
