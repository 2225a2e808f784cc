// The command line in pieces: code that the same commands need is one piece, and each piece is there once.
const { basename } = require('node:path');
const { build } = require('esbuild');

/**
 * @returns the pieces by name, as ES modules that import one another: `text`, `size`, `inputs`, `exports`, the names of those that
 * it `imports` at once, and `entry`, the source whose exports it has, if any; `inputs`, all sources
 */
async function piecesOf(entry, options) {
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: [entry],
    format: 'esm',
    splitting: true,
    outdir: 'build/pieces',
    supported: {},
    metafile: true,
    write: false,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const pieces = new Map();
  for (const [path, { bytes, entryPoint, exports, imports, inputs }] of Object.entries(metafile.outputs)) {
    const own = imports.filter(({ external, kind }) => !external && kind !== 'dynamic-import');
    const name = basename(path);
    pieces.set(name, {
      text: withSources(texts.get(name), inputs),
      size: bytes,
      exports,
      imports: own.map((one) => basename(one.path)),
      entry: entryPoint,
      inputs,
    });
  }
  return { pieces, inputs: Object.keys(metafile.inputs) };
}

/** What esbuild says before each module would be lost with the next step, if it were no `legal` comment. */
function withSources(text, inputs) {
  return text.replace(/^\/\/ (\S+)$/gm, (line, source) => (Object.hasOwn(inputs, source) ? `//! ${source}` : line));
}

module.exports = { piecesOf };
