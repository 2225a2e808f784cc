/** Code that takes a hand in loading itself, or starts what needs a loader of its own. */
const TAKES_A_HAND =
  /\b(?:worker_threads|importModuleDynamically|registerHooks|_extensions|_compile|_resolveFilename)\b|\brequire\s*\.\s*extensions\b/;
const REGISTERS = /\bregister\b/;
const NAMES_MODULES = /(["'`])(?:node:)?module\1/;
/** What makes code of a text that nobody has looked into; the command of a shell is followed by a word. */
const MAKES_CODE = /\beval\b(?![ \t]*["'$\w])|\bFunction\s*\(/;

/**
 * Whether code may need more of a loader than `require`: modules that are asked for while it runs, workers, hooks. If it
 * says so without need, the program only starts later.
 */
export function needsMore(code: string): boolean {
  return hasImport(code) || TAKES_A_HAND.test(code) || (REGISTERS.test(code) && NAMES_MODULES.test(code));
}

/** Whether code may need more of a loader than `require`, also for the code that it may make of a text. */
export function mayMakeCode(code: string): boolean {
  return needsMore(code) || MAKES_CODE.test(code);
}

const BLANK = /\s+|\/\*[\s\S]*?\*\/|\/\/.*/y;
const CALL = /\(|\.\s*(?:defer|source)\b/y;

function hasImport(code: string): boolean {
  for (const { index } of code.matchAll(/\bimport\b/g)) {
    let at = index + 'import'.length;
    for (BLANK.lastIndex = at; BLANK.test(code); at = BLANK.lastIndex);
    CALL.lastIndex = at;
    if (CALL.test(code)) return true;
  }
  return false;
}
