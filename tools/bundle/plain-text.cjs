const { readFileSync, writeFileSync } = require('node:fs');

/**
 * Escapes what is no ASCII in a file of JavaScript: a single such letter makes Node decode the whole file, and keep it in
 * twice the memory. After esbuild there are some in regular expressions, where the escaped letter is the same, and in
 * comments.
 */
function makePlain(file) {
  const text = readFileSync(file, 'utf8');
  const plain = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (plain !== text) writeFileSync(file, plain);
}

module.exports = { makePlain };
