/**
 * What a bundle cannot promise to do as the program itself would: code that asks for files by computed names, or looks
 * at how it was loaded. A program with anything of that kind runs as it is.
 */
const ANYWHERE: readonly [pattern: RegExp, what: string][] = [
  [/\brequire\(\s*(?!\s*(['"`])(?:(?!\1|\$\{).)*\1\s*\))[^)\s]/, 'require with a computed name'],
  [/\bimport\(\s*(?!\s*(?:\/\*.*?\*\/\s*)?(['"`])(?:(?!\1|\$\{).)*\1\s*[,)])[^)\s]/, 'import with a computed name'],
  [/\brequire\.(?!main\s*[!=]==?\s*module\b)(?:main|cache|extensions|resolve)\b/, 'require used as an object'],
  [/\bmodule\.(?:parent|paths|children|id|filename|loaded|require)\b/, 'the module object'],
  [/\bcreateRequire\b/, 'createRequire'],
  [/\bprocess\.mainModule\b/, 'process.mainModule'],
  [/\bimport\.meta\b(?!\.(?:url|dirname|filename)\b)/, 'import.meta'],
];
const IN_PROJECT: readonly [pattern: RegExp, what: string][] = [
  [/\.stack\b|\bcaptureStackTrace\b|\bconsole\.trace\b/, 'stack traces'],
  [/\bexecArgv\b/, 'process.execArgv'],
  [/\bworker_threads\b/, 'worker threads'],
];

/** What stands in the way of bundling a file; undefined if nothing does. */
export function unfaithful(source: string, isOfProject: boolean): string | undefined {
  const patterns = isOfProject ? [...ANYWHERE, ...IN_PROJECT] : ANYWHERE;
  return patterns.find(([pattern]) => pattern.test(source))?.[1];
}

/** Whether the environment changes what modules are loaded, or how. */
export function unfaithfulEnvironment({ NODE_OPTIONS = '', NODE_PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  if (NODE_PATH !== '') return 'NODE_PATH';
  return /(?:^|\s)(?:-r|-C|--(?:require|import|loader|experimental-loader|conditions|preserve-symlinks))/.test(
    NODE_OPTIONS,
  )
    ? 'NODE_OPTIONS'
    : undefined;
}
