"""Reads a chain spec and writes it without the runtime's code, keys sorted, one a line.

Python and not jq: its integers have no limit, while jq rounds balances above 2^53.
"""

import json
import sys

# The storage key `:code`.
CODE_KEY = "0x3a636f6465"

spec = json.load(sys.stdin)
genesis = spec["genesis"]
if "raw" in genesis:
    del genesis["raw"]["top"][CODE_KEY]
else:
    del genesis["runtimeGenesis"]["code"]
json.dump(spec, sys.stdout, indent="\t", sort_keys=True)
sys.stdout.write("\n")
