"""Compiles the third case with the compiler of the second: the same form, other texts.

python lab/third/compile.py             writes lab/third/reports/ and lab/third/answers.jsonl; options as there
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.argv[1:1] = ["--from", str(HERE), "--out", str(HERE)]  # options that follow go before these
runpy.run_path(str(HERE.parent / "second" / "compile.py"), run_name="__main__")
