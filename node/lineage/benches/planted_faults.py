#!/usr/bin/env python3
"""Plants one fault at a time in a copy of the lineage index and runs its tests: each must fail.

    node/lineage/benches/planted_faults.py [--target DIR] [number ...]
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[3]
INDEX = ROOT / "node/lineage/index"
# Of a loop that does not end any more.
MOST_SECONDS = 240

FAULTS = [
    ("children.rs", "newer.extend(links.filter(|edge| id(*edge) < final_assets));", "newer.extend(links);"),
    ("children.rs", "*at = row.start;", "*at = row.start + u32::from(row.start > 0);"),
    ("children.rs", "row.links -= 1;", ""),
    ("undo.rs", "version.number > block.id.number", "version.number >= block.id.number"),
    ("undo.rs", "versions.first()", "versions.last()"),
    ("graph.rs", "self.affected_by.remove(&id);\n\t\t}\n\t\tself.children", "}\n\t\tself.children"),
    ("graph.rs", "self.accounts.truncate(block.accounts);", ""),
    ("graph.rs", "self.commitments.truncate(block.assets);", ""),
    ("graph.rs", "if old != new {\n\t\t\t\t\tchanged", "if false {\n\t\t\t\t\tchanged"),
    ("upkeep.rs", "swap(&mut self.children, &mut new.children);", ""),
    ("upkeep.rs", "self.commitments.sealed_until(assets)", "self.commitments.sealed_until(self.len())"),
    ("upkeep.rs", "sealed_until(&self.parents, assets))", "sealed_until(&self.parents, self.len()))"),
    ("labels.rs", "any(&a.up, &b.up, |above, up| above & !up)", "any(&a.up, &b.up, |above, up| up & !above)"),
    ("labels.rs", "any(&b.down, &a.down, |below, down| below & !down)", "any(&b.down, &a.down, |below, down| down & !below)"),
    ("labels.rs", "add(&mut labels[id(*edge) as usize].down, &down);", ""),
    ("labels.rs", "add(&mut label.up, &self.labels[id(*edge) as usize].up);", ""),
    ("query/scale.rs", "high - low < LEVELS && high < GENERATION_CAP", "high - low < LEVELS"),
    ("query/scale.rs", "if self.scaled(logarithm(middle)) <= level {", "if self.scaled(logarithm(middle)) < level {"),
    ("query/scale.rs", "u64::MAX << level << u32::from(matches!(self.by, By::Generation))", "u64::MAX << level << 1"),
    ("query/reach.rs", "above >= below && below < GENERATION_CAP", "above >= below && above < GENERATION_CAP"),
    ("query/reach.rs", "linked.extend(self.graph.children.links(place.link));", ""),
    ("query/reach.rs", "id(*edge) <= last", "id(*edge) < last"),
    ("query/reach.rs", "let new = !marks[side] >> bit & inside;", "let new = !marks[1 - side] >> bit & inside;"),
    ("query/reach.rs", "search.marked[asset as usize >> 6] = [0; 2];", ""),
    ("query/walk.rs", "below = (1 << bit) - 1;", "below = (1 << bit) - 1 & !1;"),
    ("query/verdict.rs", "!(lists && relation(*edge) == VERSION_OF)", "true"),
    ("view.rs", "assets.remove_range(self.assets..);", ""),
    ("snapshot/read.rs", "ensure(id(*edge) < child,", "ensure(id(*edge) <= child,"),
    ("snapshot/read.rs", "if from.checksum.finalize() != checksum {", "if false {"),
    ("follower/mod.rs", "_ if best == base => Step::Lost,\n\t\t\t_ => Step::Undo,", "_ => Step::Undo,"),
    ("follower/mod.rs", "Some(hash) if hash != base.hash => return Step::Lost,", "Some(_) if false => return Step::Lost,"),
    ("follower/mod.rs", "if reached.number > base.number && on_chain() {", "if reached.number > base.number {"),
    ("follower/mod.rs", "if self.still_wanted(next.block) {", "if false {"),
    ("follower/mod.rs", "self.index.keep_up();", ""),
    ("check.rs", "edges[..place].contains(edge)", "false"),
    ("accounts.rs", "entry.remove();", "drop(entry);"),
]


def workspace(folder):
    """A workspace of the index alone: its tests need nothing of the node."""
    root = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]
    crate = tomllib.loads((INDEX / "Cargo.toml").read_text())
    lines = ['[workspace]', 'resolver = "2"', 'members = ["index"]', '[workspace.package]']
    lines += [f'{key} = {value!r}' for key, value in root["package"].items() if isinstance(value, str)]
    lines += ['authors = ["-"]', 'publish = false', '[workspace.lints.rust]', 'unsafe_code = "forbid"']
    lines += ['[profile.test]', 'opt-level = 2', '[workspace.dependencies]']
    for name in [*crate["dependencies"], *crate["dev-dependencies"]]:
        lines.append(f'{name} = {root["dependencies"][name]!r}')
    (folder / "Cargo.toml").write_text("\n".join(lines) + "\n")
    for name in ["Cargo.lock", "rust-toolchain.toml"]:
        shutil.copy(ROOT / name, folder)


def is_caught(folder, target):
    command = ["cargo", "test", "-q", "--offline", "--target-dir", str(target)]
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return "it does not end"
    if "could not compile" in run.stderr:
        return None if run.returncode == 0 else "IT DOES NOT COMPILE\n" + run.stderr[-800:]
    return "a test fails" if run.returncode else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=pathlib.Path, help="a target folder to keep")
    parser.add_argument("number", type=int, nargs="*", help="of a fault; all if none is given")
    words = parser.parse_args()
    target = words.target and words.target.resolve()
    wanted = words.number or range(len(FAULTS))
    folder = pathlib.Path(tempfile.mkdtemp())
    workspace(folder)
    missed = 0
    for number in wanted:
        name, right, wrong = FAULTS[number]
        shutil.rmtree(folder / "index", ignore_errors=True)
        shutil.copytree(INDEX, folder / "index")
        path = folder / "index/src" / name
        text = path.read_text()
        assert right in text, f"{number}: {name} has no longer {right!r}"
        path.write_text(text.replace(right, wrong, 1))
        caught = is_caught(folder, target or folder / "target")
        missed += caught is None or caught.startswith("IT")
        print(f"{number:3} {caught or 'MISSED'}: {name}: {right.split(chr(10))[0]}", flush=True)
    shutil.rmtree(folder)
    sys.exit(f"{missed} missed" if missed else 0)


if __name__ == "__main__":
    main()
