import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface CompilerSettings {
  /** What the compiler is told, as JSON. */
  readonly tsconfigRaw: string;
  /** Whether what runs depends on types, which only the compiler knows. */
  readonly needsTypes: boolean;
  /** The files from which that was read. */
  readonly files: readonly string[];
}

/** The `compilerOptions` of the project's tsconfig.json and all that it extends, as far as they change what runs. */
export function compilerSettings(project: string): CompilerSettings {
  const files: string[] = [];
  const first = join(project, 'tsconfig.json');
  const compilerOptions: { emitDecoratorMetadata?: boolean } = existsSync(first) ? optionsOf(first, files) : {};
  const needsTypes = compilerOptions.emitDecoratorMetadata === true;
  return { tsconfigRaw: JSON.stringify({ compilerOptions }), needsTypes, files };
}

function optionsOf(file: string, files: string[]): object {
  if (files.includes(file)) return {};
  files.push(file);
  const { extends: bases = [], compilerOptions = {} } = JSON.parse(plainJson(readFileSync(file, 'utf8')));
  const inherited = [bases].flat().map((base: string) => optionsOf(baseFile(file, base), files));
  return Object.assign({}, ...inherited, compilerOptions);
}

function baseFile(file: string, base: string): string {
  if (!/^\.{0,2}\//.test(base)) {
    const { resolve: find } = createRequire(file);
    return (
      [base, `${base}.json`, `${base}/tsconfig.json`].map((name) => attempt(() => find(name))).find(Boolean) ?? base
    );
  }
  const path = resolve(dirname(file), base);
  return path.endsWith('.json') || !existsSync(`${path}.json`) ? path : `${path}.json`;
}

function attempt(find: () => string): string | undefined {
  try {
    const path = find();
    return path.endsWith('.json') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** JSON without the comments and trailing commas that a tsconfig.json may have. */
export function plainJson(text: string): string {
  const tokens = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;
  return text.replace(/^\uFEFF/, '').replaceAll(tokens, (_, string: string | undefined) => string ?? '');
}
