// Jest runs TypeScript through esbuild: types are checked by `npm run check`, not here.
const { transformSync } = require('esbuild');

/** A lazy import becomes a call of require: Jest has no other. */
const supported = { 'dynamic-import': false };

module.exports = {
  process: (source, file) => {
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcefile: file, supported };
    const { code } = transformSync(source, options);
    // A lazy import names the file that the compiler makes; here there is only the source.
    return { code: file.endsWith('.ts') ? code.replaceAll(/require\("(\.[^"]*)\.js"\)/g, 'require("$1")') : code };
  },
};
