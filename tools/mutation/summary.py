"""Prints what mutation testing found: `summary.py` the table, `summary.py --survivors` who survived and why.

`reasons.csv` says why a survivor changes nothing that a test could see, or why no test looks. It counts as survived all
the same.
"""

import argparse
import collections
import csv
import datetime
import subprocess
import sys

import mutants

REASONS = mutants.ROOT / "tools/mutation/reasons.csv"
OUTCOMES = ["killed", "timeout", "survived", "unviable"]


def reasons():
    with REASONS.open(newline="") as file:
        return {mutants.key(row): row["reason"] for row in csv.DictReader(file)}


def line(name, rows):
    count = collections.Counter(row["outcome"] for row in rows)
    killed = count["killed"] + count["timeout"]
    viable = killed + count["survived"]
    share = f"{100 * killed / viable:.1f} %" if viable else "-"
    cells = [len(rows), *(count[outcome] for outcome in OUTCOMES), count["not run"], share]
    return f"{name:34}" + "".join(f"{cell:>10}" for cell in cells)


def table(rows):
    heads = ["mutants", "killed", "timeouts", "survived", "unviable", "not run", "share"]
    print(f"{'':34}" + "".join(f"{head:>10}" for head in heads))
    for made in ("cargo-mutants", "ours"):
        print({"cargo-mutants": "mutants of cargo-mutants", "ours": "our own: guards, methods, calls"}[made])
        mine = [row for row in rows if row["list"] == made]
        for crate in sorted({row["crate"] for row in mine}):
            print(line(f"  {crate}", [row for row in mine if row["crate"] == crate]))
        print(line("  together", mine))
    print(line("all", rows))
    print("\nby what is changed")
    for genre in sorted({row["genre"] for row in rows}):
        print(line(f"  {genre}", [row for row in rows if row["genre"] == genre]))


def main():
    parser = argparse.ArgumentParser(description="Print what mutation testing found.")
    parser.add_argument("--survivors", action="store_true", help="list who survived, with the reason")
    arguments = parser.parse_args()
    rows = list(mutants.read().values())
    if not rows:
        sys.exit("nothing was run yet: make mutants")
    known = reasons()
    survivors = [row for row in rows if row["outcome"] == "survived"]
    if arguments.survivors:
        for row in survivors:
            reason = known.get(mutants.key(row), "NO REASON YET")
            print(f'{row["file"]} {row["function"]}: {row["mutation"]}\n    {reason} ({row["by"]})')
        return
    table(rows)
    explained = sum(mutants.key(row) in known for row in survivors)
    day = subprocess.run(["git", "log", "-1", "--format=%cs", "--", str(mutants.RESULTS)], cwd=mutants.ROOT,
                         capture_output=True, text=True).stdout.strip()
    written = datetime.date.fromtimestamp(mutants.RESULTS.stat().st_mtime).isoformat()
    trees = ", ".join(sorted({row["sources"] for row in rows}))
    print(f"\nsurvivors with a reason: {explained} of {len(survivors)} (--survivors lists them)")
    print(f"date: {day or written}; git trees of pallets/: {trees}; share: killed and timeouts of all that compile and ran")


if __name__ == "__main__":
    main()
