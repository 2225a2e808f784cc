// Which pieces of the command line go into one file. A file costs time to find and open, and code costs time to read,
// which nobody wants who does not need it: two files become one where that takes less time, over all commands.

/** So much code is read in the time that one file more takes. */
const FILE_BYTES = 12_000;

/** @returns the names of the pieces of each file */
function filesOf(pieces) {
  let files = [...pieces.keys()].sort().map((name) => fileOf([name], pieces));
  for (;;) {
    const best = bestMerge(files);
    if (best === undefined) return files.map(({ names }) => [...names]);
    const rest = files.filter((file) => !best.includes(file));
    files = [
      ...rest,
      fileOf(
        best.flatMap(({ names }) => [...names]),
        pieces,
      ),
    ];
  }
}

function fileOf(names, pieces) {
  return {
    names: new Set(names),
    cost: FILE_BYTES + names.reduce((sum, name) => sum + pieces.get(name).size, 0),
    entries: names.filter((name) => pieces.get(name).entry !== undefined),
    isProgram: names.some((name) => isProgram(pieces.get(name))),
    imports: [...new Set(names.flatMap((name) => pieces.get(name).imports))],
  };
}

/** The two files that are best one, if any are. */
function bestMerge(files) {
  const needed = neededBy(files);
  const savings = runsOf(files, needed).map((run) => savingsOf(run, needed));
  let best;
  let most = 0;
  for (const [index, one] of files.entries()) {
    for (const other of files.slice(index + 1)) {
      if (!mayBeOne(one, other)) continue;
      const saved = savedBy(one, other, savings);
      if (saved <= most || isCircle(one, other, needed)) continue;
      best = [one, other];
      most = saved;
    }
  }
  return best;
}

/** The piece that runs as a program: nothing may import it, which would run it once more. */
function isProgram({ entry }) {
  return entry === 'cli/main.ts';
}

function mayBeOne(one, other) {
  return one.entries.length + other.entries.length < 2 && !one.isProgram && !other.isProgram;
}

/** What each command loads; what was loaded before it started, too. */
function runsOf(files, needed) {
  const main = files.find((file) => file.isProgram);
  const starts = files.filter(({ entries }) => entries.length > 0);
  return starts.map((start) => new Set([...needed.get(main), ...needed.get(start)]));
}

/** What a run saves with each file that it loads, and with each that it does not, as part of one that it loads. */
function savingsOf(run, needed) {
  const saving = (file) => (run.has(file) ? FILE_BYTES : FILE_BYTES - costOf(needed.get(file), run));
  return { run, saved: new Map([...needed.keys()].map((file) => [file, saving(file)])) };
}

/** In bytes of code that is read. */
function savedBy(one, other, savings) {
  let sum = 0;
  for (const { run, saved } of savings) {
    if (run.has(one)) sum += saved.get(other);
    else if (run.has(other)) sum += saved.get(one);
  }
  return sum;
}

/** Of those that are not loaded yet. */
function costOf(files, run) {
  let sum = 0;
  for (const file of files) if (!run.has(file)) sum += file.cost;
  return sum;
}

/** Whether a third file would come both before and after the two as one. */
function isCircle(one, other, needed) {
  const leads = (from, to) =>
    [...needed.get(from)].some((third) => third !== from && third !== to && needed.get(third).has(to));
  return leads(one, other) || leads(other, one);
}

/** Each file with all that it imports. */
function neededBy(files) {
  const named = new Map(files.flatMap((file) => [...file.names].map((name) => [name, file])));
  const needed = new Map();
  for (const start of files) {
    const found = new Set([start]);
    for (const file of found) for (const name of file.imports) found.add(named.get(name));
    needed.set(start, found);
  }
  return needed;
}

module.exports = { filesOf };
