"""Makes the fonts of the PDF dossier again: fetches the files named below, keeps the signs that reports need, and writes the licences.

Needs npm and fontTools (`pip install fonttools==4.68.0`), which nothing else here needs: `python lab/fonts.py [FOLDER]`. What the files
are for and where they come from is told in `src/closewatch/publish/paper/fonts/FONTS.md`.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "src" / "closewatch" / "publish" / "paper" / "fonts"

EUROPEAN = (
    "U+0020-007E,U+00A0-024F,U+0250-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,"
    "U+2100-218F,U+2190-2193,U+2212,U+2260-2265,U+25A0,U+25CC,U+2713,U+FFFD"
)
"""Latin, Greek and Cyrillic letters with what stands between them."""

KOREAN = "U+1100-11FF,U+3000-30FF,U+3130-318F,U+3200-33FF,U+A960-A97F,U+AC00-D7A3,U+D7B0-D7FF,U+FF00-FFEF"
"""Every Hangul syllable and its parts, kana, and the punctuation of Korean print; the Hanja are added (`hanja`)."""

SYMBOLS = "U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2460-24FF,U+2500-25FF,U+2600-26FF,U+2700-27BF,U+2B00-2BFF"
EMOJI = "U+203C,U+2049,U+2600-27BF,U+2B05-2B07,U+2B1B-2B55,U+1F1E6-1F1FF,U+1F300-1F64F,U+1F680-1F6FF,U+1F7E0-1F7EB,U+1F90C-1F9FF"
MARKS = "ccmp,locl,mark,mkmk,kern"
"""What keeps letters and their marks together. Ligatures are left out: a quotation is copied sign for sign."""


@dataclass(frozen=True)
class Cut:
    """One font: the npm package and version that it is taken from, the style, the signs that are kept, and by which features."""

    package: str
    version: str
    style: str
    signs: str
    features: str = MARKS


CUTS = (
    Cut("source-serif-4", "0.4.1", "400Regular", EUROPEAN),
    Cut("source-serif-4", "0.4.1", "400Regular_Italic", EUROPEAN),
    Cut("source-serif-4", "0.4.1", "700Bold", EUROPEAN),
    Cut("noto-sans", "0.4.2", "400Regular", EUROPEAN),
    Cut("noto-sans", "0.4.2", "700Bold", EUROPEAN),
    Cut("noto-sans-mono", "0.4.2", "400Regular", "U+0020-007E,U+00A0-00FF,U+2010-2026,U+2588", ""),
    Cut("noto-sans-kr", "0.4.3", "400Regular", KOREAN, "ccmp,ljmo,vjmo,tjmo"),
    Cut("noto-sans-arabic", "0.4.3", "400Regular", "U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFF", "mark,mkmk,init,medi,fina,isol"),
    Cut("noto-sans-hebrew", "0.4.1", "400Regular", "U+0590-05FF,U+FB1D-FB4F"),
    Cut("noto-sans-armenian", "0.4.2", "400Regular", "U+0530-058F"),
    Cut("noto-sans-georgian", "0.4.3", "400Regular", "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F"),
    Cut("noto-sans-math", "0.4.2", "400Regular", SYMBOLS, ""),
    Cut("noto-sans-symbols-2", "0.4.1", "400Regular", SYMBOLS, ""),
    Cut("noto-emoji", "0.4.7", "400Regular", EMOJI, ""),
)


def hanja() -> str:
    """Give the Chinese characters of Korean print: the 4,888 of KS X 1001, which Python knows as euc_kr."""
    pairs = (bytes([row, cell]) for row in range(0xCA, 0xFE) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("euc_kr", "ignore") for pair in pairs)


def fetch(cut: Cut, folder: Path) -> Path:
    """Fetch a package once and give the folder that it was unpacked to."""
    unpacked = folder / cut.package
    if not unpacked.exists():
        subprocess.run(["npm", "pack", "-s", f"@expo-google-fonts/{cut.package}@{cut.version}"], cwd=folder, check=True)
        with tarfile.open(folder / f"expo-google-fonts-{cut.package}-{cut.version}.tgz") as packed:
            packed.extractall(unpacked, filter="data")
    return unpacked / "package"


def make(cut: Cut, folder: Path, into: Path) -> Path:
    """Write one font with the signs that are wanted, and its licence."""
    package = fetch(cut, folder)
    source = next((package / cut.style).glob("*.ttf"))
    target = into / source.name.replace("_400", "-").replace("_700", "-").replace("_", "")
    text = hanja() if cut.package == "noto-sans-kr" else ""
    options = [f"--unicodes={cut.signs}", f"--text={text}", f"--layout-features={cut.features}", "--no-hinting", "--name-IDs=*"]
    options += [] if cut.features else ["--drop-tables+=GSUB,GPOS,GDEF"]
    subprocess.run([sys.executable, "-m", "fontTools.subset", str(source), *options, f"--output-file={target}"], check=True)
    (into / f"OFL-{cut.package}.txt").write_bytes((package / "LICENSE_FONT").read_bytes())
    return target


def main() -> None:
    """Make every font and say how large it is."""
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for cut in CUTS:
            target = make(cut, Path(folder), into)
            print(f"{target.stat().st_size:>9,}  {target.name}")


if __name__ == "__main__":
    main()
