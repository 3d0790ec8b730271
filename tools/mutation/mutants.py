"""Runs mutants that `tree.py` built: `mutants.py [--file PART] [--shard K/N] [--again OUTCOME] [--limit N]`.

First the tests run once without a mutant, and note what each of them reaches and how long it takes. Then each mutant
meets the tests that reach it: its own crate's, the fastest first, then those of the crates that build on it, then the
slow ones of its own crate. The first that fails ends it. Results go to `results.csv` as they come, and what is there
already is not run again.
"""

import argparse
import collections
import csv
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time

from tree import BINARIES, PLAN, ROOT, TREE, WORK

RESULTS = ROOT / "tools/mutation/results.csv"
COLUMNS = ["crate", "file", "function", "genre", "mutation", "list", "outcome", "by", "sources"]
# Searches and long random runs, by a part of their names. They take nearly all of the time, so that they are asked about
# what everything else leaves alive, and about mutants of their own crate alone.
SLOW = ["small_scope", "property", "differential", "a_million_operations", "the_order_of_claims"]
MEMORY = 4 << 30


def key(row):
    return row["file"], row["function"], row["mutation"]


def read():
    if not RESULTS.exists():
        return {}
    with RESULTS.open(newline="") as file:
        return {key(row): row for row in csv.DictReader(file)}


def save(results):
    scratch = RESULTS.with_suffix(".new")
    with scratch.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(results[name] for name in sorted(results))
    scratch.replace(RESULTS)


def limit(seconds):
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def test(crate, binary, words, variables, seconds=None):
    """Runs tests of a crate, chosen by words for libtest; what it reports, or `None` if time was up.

    Time is that of the processor, so that a busy machine makes no difference; an hour of the clock, for locks.
    """
    # libtest takes these flags from a stable compiler only with this variable.
    variables = {"RUSTC_BOOTSTRAP": "1", "RUST_BACKTRACE": "0", "PROPTEST_MAX_SHRINK_ITERS": "0"} | variables
    command = [binary, "-Zunstable-options", "--format=json", "--report-time", "--test-threads=1", *words]
    folder = TREE / "pallets" / crate.split("-")[1]
    try:
        run = subprocess.run(command, cwd=folder, env=os.environ | variables, capture_output=True, text=True,
                             errors="replace", timeout=3600, preexec_fn=lambda: limit(seconds))
    except subprocess.TimeoutExpired:
        return None
    if run.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    events = []
    for line in run.stdout.splitlines():
        try:
            events.append(json.loads(line))
        except ValueError:
            pass
    ends = [event for event in events if event.get("type") == "test" and event["event"] in ("ok", "failed")]
    return run.returncode, ends


def trace(crate, binary, slow):
    """Which tests of a crate reach which mutant, fastest first: mutant -> list of (test, seconds). Kept in a file.

    Either all tests but those that are slow, or those alone.
    """
    kept = WORK / f"reached-{crate}{'-slow' * slow}.json"
    if kept.exists() and kept.stat().st_mtime > os.stat(binary).st_mtime:
        return json.loads(kept.read_text())
    file = WORK / "trace"
    file.unlink(missing_ok=True)
    flags = SLOW if slow else [word for name in SLOW for word in ("--skip", name)]
    code, ends = test(crate, binary, flags, {"ANIMECHAIN_MUTANT_TRACE": str(file)})
    if code != 0:
        sys.exit(f"{crate}: tests fail without a mutant")
    times = {end["name"]: end["exec_time"] for end in ends}
    reached = collections.defaultdict(set)
    for line in file.read_text().splitlines() if file.exists() else []:
        name, mutant = line.split("\t")
        reached[mutant] |= {(name, times[name]) for name in ([name] if name in times else times)}
    result = {mutant: sorted(tests, key=lambda test: test[1]) for mutant, tests in reached.items()}
    kept.write_text(json.dumps(result))
    print(f"{crate}: {len(times)}{' slow' * slow} tests reach {len(result)} mutants", flush=True)
    return result


def groups(tests):
    """Tests that run in one process: the fast ones together, the slow ones one by one."""
    together, total, bound = [], 0.0, 0.5
    for name, seconds in tests:
        if together and total + seconds > bound:
            yield together, total
            together, total, bound = [], 0.0, 4.0
        together.append(name)
        total += seconds
    if together:
        yield together, total


def outcome(mutant, binaries, reached, quick):
    """What becomes of a mutant. `reached` gives for a crate what `trace` does."""
    count = 0
    own = mutant["package"]
    asked = [(crate, False) for crate in sorted(binaries, key=lambda crate: crate != own)]
    asked += [] if quick else [(own, True)]
    for crate, slow in asked:
        tests = reached(crate, slow).get(str(mutant["id"]), [])
        count += len(tests)
        for names, seconds in groups(tests):
            alive = {"ANIMECHAIN_MUTANT": str(mutant["id"])}
            words = ["--fail-fast", "--exact", *names]
            result = test(crate, binaries[crate], words, alive, seconds=10 + int(8 * seconds))
            if result is None:
                return "timeout", f"{crate} {names[0] if len(names) == 1 else 'tests'}"
            code, ends = result
            failed = [end["name"] for end in ends if end["event"] == "failed"]
            if code != 0:
                return "killed", f"{crate} {failed[0] if failed else 'crashed'}"
    return "survived", f"{count or 'no'} tests{' that are quick' * quick} reach it"


def sources():
    """The tree of `pallets/` that git has, so that it is found in whatever commit holds it: `HEAD:pallets`."""
    def git(*words):
        command = ["git", *words]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    changed = "-changed" if git("status", "--porcelain", "pallets") else ""
    return git("rev-parse", "--short=12", "HEAD:pallets") + changed


def row(mutant, result, by, tree):
    return {"crate": mutant["package"], "file": mutant["file"], "function": mutant["function"],
            "genre": mutant["genre"], "mutation": mutant["mutation"],
            "list": "ours" if mutant["ours"] else "cargo-mutants", "outcome": result, "by": by, "sources": tree}


def main():
    parser = argparse.ArgumentParser(description="Run what is missing of the mutants that `tree.py` built.")
    parser.add_argument("--file", default="", help="only mutants of files with this in their path")
    parser.add_argument("--shard", default="0/1", help="one part of so many: 0/4 to 3/4")
    parser.add_argument("--again", action="append", default=[], help="run those with this outcome once more")
    parser.add_argument("--limit", type=int, default=1 << 30, help="no more than so many")
    parser.add_argument("--quick", action="store_true", help="leave out the slow tests")
    arguments = parser.parse_args()
    plan = json.loads(PLAN.read_text())["mutants"]
    binaries = json.loads(BINARIES.read_text())
    tree = sources()
    traces = {}

    def reached(crate, slow):
        if (crate, slow) not in traces:
            traces[crate, slow] = trace(crate, binaries[crate], slow)
        return traces[crate, slow]

    results = read()
    known = {key(mutant): mutant for mutant in plan}
    results = {name: result for name, result in results.items() if name in known}
    part, parts = map(int, arguments.shard.split("/"))
    wanted = []
    for mutant in plan:
        name = key(mutant)
        before = results.get(name)
        if mutant["state"] == "excluded":
            results[name] = row(mutant, "unviable", "", tree)
        elif mutant["state"] != "planted":
            results[name] = row(mutant, "not run", "only the compiler evaluates it", tree)
        elif before is None:
            results[name] = row(mutant, "not run", "", tree)
        again = ["not run", *arguments.again]
        if mutant["state"] == "planted" and results[name]["outcome"] in again:
            wanted.append(mutant)
    random.Random(7).shuffle(wanted)
    wanted = [mutant for mutant in wanted[part::parts] if arguments.file in mutant["file"]][: arguments.limit]
    print(f"{len(wanted)} mutants to run", flush=True)
    began = time.monotonic()
    for number, mutant in enumerate(wanted, 1):
        result, by = outcome(mutant, binaries, reached, arguments.quick)
        results[key(mutant)] = row(mutant, result, by, tree)
        if result == "survived":
            print(f'{mutant["file"]}:{mutant["line"]}: {mutant["function"]}: {mutant["mutation"]} ({by})', flush=True)
        if number % 20 == 0 or number == len(wanted):
            save(results)
            print(f"{number} of {len(wanted)}, {(time.monotonic() - began) / number:.1f} s each", flush=True)
    save(results)


if __name__ == "__main__":
    main()
