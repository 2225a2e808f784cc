// Jest runs TypeScript through esbuild: types are checked by `npm run check`, not here.
const { transformSync } = require('esbuild');

/** Esbuild reads no tsconfig.json where it gets a text. */
const { useDefineForClassFields } = require('../tsconfig.json').compilerOptions;
const tsconfigRaw = { compilerOptions: { useDefineForClassFields } };

/** A lazy import becomes a call of require: Jest has no other. */
const supported = { 'dynamic-import': false };

module.exports = {
  process: (source, file) => {
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'external', supported, tsconfigRaw };
    const { code, map } = transformSync(source, { ...options, sourcefile: file });
    // A lazy import names the file that the compiler makes; here there is only the source.
    return { code: file.endsWith('.ts') ? code.replaceAll(/require\("(\.[^"]*)\.js"\)/g, 'require("$1")') : code, map };
  },
};
