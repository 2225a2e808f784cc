/** A file is called by what it starts, or, if others need it too, by what most of it is. */
function nameOfFile(file, pieces, taken) {
  const entry = file.map((piece) => pieces.get(piece).entry).find((source) => source !== undefined);
  const isShared = [...pieces].some(
    ([name, { imports }]) => !file.includes(name) && imports.some((one) => file.includes(one)),
  );
  const name = entry === undefined || isShared ? mostOf(file, pieces) : entry.replace(/^cli\/|\.ts$/g, '');
  const plain = name.replaceAll('/', '-');
  let unique = `${plain}.js`;
  for (let count = 2; taken.includes(unique); count++) unique = `${plain}-${count}.js`;
  return unique;
}

/** The package or the room that has the largest share of a file. */
function mostOf(file, pieces) {
  const sizes = new Map();
  for (const piece of file) {
    for (const [source, { bytesInOutput }] of Object.entries(pieces.get(piece).inputs)) {
      const part = partOf(source);
      sizes.set(part, (sizes.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...sizes].sort(([, one], [, other]) => other - one)[0][0];
}

function partOf(source) {
  const [, scope, name] = /node_modules\/(@[^/]+\/)?([^/]+)/.exec(source) ?? [];
  return name === undefined ? source.split('/').slice(0, 2).join('/') : `${scope ?? ''}${name}`.replace('@', '');
}

module.exports = { nameOfFile };
