// Writes files of CommonJS, each made of some pieces, that load one another.
const { join } = require('node:path');
const { build } = require('esbuild');
const { nameOfFile } = require('./names.cjs');
const { makePlain } = require('./plain-text.cjs');

/** @returns the names of the files */
async function writeFiles(pieces, files, folder, { options, banners }) {
  const names = new Map();
  for (const file of files) names.set(file, nameOfFile(file, pieces, [...names.values()]));
  const linked = new Map(files.flatMap((file) => placesIn(file, names.get(file), pieces)));
  for (const [file, name] of names) {
    await build({
      ...options,
      legalComments: 'inline',
      stdin: { contents: entryOf(file, linked), resolveDir: folder },
      outfile: join(folder, name),
      banner: { js: banners.get(name) ?? '' },
      plugins: [links(file, pieces, linked)],
    });
    makePlain(join(folder, name));
  }
  return [...names.values()];
}

/** Where each piece is, and by which name its file has what it exports. */
function placesIn(file, name, pieces) {
  const taken = new Set();
  // What is loaded by name, first.
  const inOrder = [...file].sort((one, other) => Number(isEntry(pieces, other)) - Number(isEntry(pieces, one)));
  return inOrder.map((piece) => {
    const exported = pieces.get(piece).exports.map((own) => {
      let name = own;
      for (let count = 2; taken.has(name); count++) name = `${own}${count}`;
      taken.add(name);
      return [own, name];
    });
    return [piece, { file: name, exported }];
  });
}

function isEntry(pieces, piece) {
  return pieces.get(piece).entry !== undefined;
}

/** All have run by then, and none is in a circle: what they export is plain properties, read faster than getters. */
function entryOf(file, linked) {
  const names = file.flatMap((piece) => linked.get(piece).exported.map(([, name]) => name));
  const imports = file.map((piece) => {
    const named = linked.get(piece).exported.map(([own, name]) => `${own} as ${name}`);
    return `import { ${named.join(', ')} } from './${piece}';\n`;
  });
  return `${imports.join('')}module.exports = { ${names.join(', ')} };\n`;
}

function exportsFrom(path, exported) {
  return `export { ${exported.map(([own, name]) => `${own} as ${name}`).join(', ')} } from '${path}';\n`;
}

/** Leads imports of pieces to them, or to the files that they are in. */
function links(file, pieces, linked) {
  const PIECE = /^\.\/([\w.-]+\.js)$/;
  const setup = ({ onResolve, onLoad }) => {
    onResolve({ filter: PIECE }, ({ path, kind, namespace }) => {
      if (namespace === 'other-file') return { path, external: true };
      const [, piece] = PIECE.exec(path);
      if (kind === 'dynamic-import') return { path: `./${linked.get(piece).file}`, external: true };
      return { path: piece, namespace: file.includes(piece) ? 'piece' : 'other-file' };
    });
    onLoad({ filter: /./, namespace: 'piece' }, ({ path }) => ({ contents: pieces.get(path).text }));
    onLoad({ filter: /./, namespace: 'other-file' }, ({ path }) => {
      const { file: other, exported } = linked.get(path);
      const contents = exportsFrom(
        `./${other}`,
        exported.map(([own, name]) => [name, own]),
      );
      return { contents };
    });
  };
  return { name: 'links', setup };
}

module.exports = { writeFiles };
