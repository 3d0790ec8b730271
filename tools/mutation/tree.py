"""Plants all mutants in a copy of the tree and builds its tests: `tree.py build`.

Mutants that do not compile are found by the compiler's own words: each error lies in the bytes of some mutant, which is
then left out, until the tests build. Needs cargo-mutants; says where everything is at the end.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = pathlib.Path(os.environ.get("MUTATION_FOLDER", pathlib.Path.home() / ".cache/animechain/mutation"))
TREE = WORK / "tree"
PLAN = WORK / "plan.json"
EXCLUDED = WORK / "excluded"
BINARIES = WORK / "binaries.json"
TARGET = pathlib.Path(os.environ.get("MUTATION_TARGET", WORK / "target"))
MUTATED = ["animechain-primitives", "pallet-consent", "pallet-royalty", "pallet-rights"]
TESTED = MUTATED + ["pallet-provenance"]


def packages(names):
    return [word for name in names for word in ("-p", name)]


def environment():
    names = ("RUSTC_WORKSPACE_WRAPPER", "CLIPPY_ARGS")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"CARGO_TARGET_DIR": str(TARGET), "CARGO_INCREMENTAL": "0", "SKIP_WASM_BUILD": "1"}


def compiler():
    """The switch works in constant functions too, with an intrinsic: our own crates alone are told that they may."""
    wrapper = WORK / "rustc.sh"
    wrapper.write_text('#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec "$@"\n')
    wrapper.chmod(0o755)
    return environment() | {"RUSTC_WORKSPACE_WRAPPER": str(wrapper)}


def copy():
    """Copies what git knows of, and writes only what changed, so that cargo builds no more than that."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode().split("\0")
    for name in filter(None, names):
        source = ROOT / name
        if source.is_file() and not name.startswith(("e2e/", "explorer/", "js/", "tools/mutation/")):
            write(TREE / name, source.read_bytes())


def write(path, content):
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def plant():
    """Writes the mutated sources, and what belongs to the switch."""
    fresh = WORK / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    for name in ("primitives", "consent", "royalty", "rights"):
        shutil.copytree(ROOT / "pallets" / name, fresh / "pallets" / name)
    tool = environment() | {"CARGO_TARGET_DIR": str(WORK / "tool")}
    EXCLUDED.touch()
    subprocess.run(
        ["cargo", "run", "--quiet", "--release", "--locked", "--manifest-path", HERE / "Cargo.toml", "--",
         fresh, WORK / "list.json", PLAN, EXCLUDED], check=True, env=tool)
    library = fresh / "pallets/primitives/src/lib.rs"
    text = library.read_text().replace("pub mod behaviour;", "pub mod behaviour;\npub mod switch;", 1)
    library.write_text(f"#![feature(const_eval_select, core_intrinsics)]\n{text}")
    shutil.copy(HERE / "switch.rs", fresh / "pallets/primitives/src/switch.rs")
    for path in fresh.rglob("*"):
        if path.is_file():
            write(TREE / path.relative_to(fresh), path.read_bytes())
    # The lints are for people: mutants look odd.
    manifest = ROOT / "Cargo.toml"
    text = manifest.read_text().replace('missing_docs = "deny"', 'missing_docs = "allow"')
    write(TREE / "Cargo.toml", text.replace('unsafe_code = "deny"', 'warnings = "allow"').encode())


def spans(span):
    yield span
    if span.get("expansion"):
        yield from spans(span["expansion"]["span"])


def blamed(message, ranges):
    """The mutants that an error speaks of: those it points into; else those next to it."""
    found = set()
    for span in (inner for span in message["spans"] for inner in spans(span)):
        begin, end = span["byte_start"], span["byte_end"]
        for first, last, mutant in ranges.get(span["file_name"], []):
            if first < end and begin < last and (end - begin) <= 4 * (last - first):
                found.add(mutant)
    return found


def keep(binary):
    """Copies the tests out of the target folder, where another build may write over them in the middle of a run."""
    kept = WORK / "tests" / pathlib.Path(binary).name
    kept.parent.mkdir(exist_ok=True)
    scratch = kept.with_suffix(".new")
    shutil.copy2(binary, scratch)
    scratch.replace(kept)
    return str(kept)


def build():
    """Builds the tests; returns the names of mutants that do not compile, none if all do."""
    plan = json.loads(PLAN.read_text())
    command = ["cargo", "build", "--locked", "--profile", "fast", "--lib", "--tests", "--keep-going",
               "--message-format", "json", *packages(TESTED)]
    run = subprocess.run(command, cwd=TREE, env=compiler(), capture_output=True, text=True)
    names = {m["id"]: f'{m["file"]}\t{m["function"]}\t{m["mutation"]}' for m in plan["mutants"]}
    bad, lost, binaries = set(), [], {}
    for line in run.stdout.splitlines():
        note = json.loads(line)
        if note.get("executable"):
            binaries[note["target"]["name"].replace("_", "-")] = note["executable"]
        message = note.get("message")
        if note["reason"] == "compiler-message" and message["level"] == "error":
            mutants = blamed(message, plan["ranges"])
            bad |= {names[mutant] for mutant in mutants}
            if not mutants and message["spans"]:
                lost.append(message["rendered"])
    if run.returncode == 0:
        BINARIES.write_text(json.dumps({crate: keep(path) for crate, path in binaries.items()}))
        return set()
    if not bad:
        sys.exit("errors that belong to no mutant:\n" + "\n".join(lost) + run.stderr[-3000:])
    return bad


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    copy()
    command = ["cargo", "mutants", "--list", "--json", *packages(MUTATED)]
    listed = subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True)
    (WORK / "list.json").write_text(listed.stdout)
    while True:
        plant()
        bad = build()
        if not bad:
            break
        print(f"{len(bad)} mutants do not compile", flush=True)
        with EXCLUDED.open("a") as file:
            file.writelines(name + "\n" for name in sorted(bad))
    print(f"built: {WORK}")


if __name__ == "__main__":
    main()
