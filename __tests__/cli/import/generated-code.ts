import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { namesFor } from '../../../cli/import/typescript';
import { PROJECT } from '../../project/main-program';

const folders: string[] = [];

/** A folder in which TypeScript finds the library and its types. */
export function programFolder(files: { [file: string]: string }): string {
  mkdirSync(join(PROJECT, 'build'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'build', 'catalogue-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

export function removeProgramFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** What `tsc` finds in the files, with every strictness that people turn on. */
export function compile(files: { [file: string]: string }): string {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    paths: { 'cdk8s-infisical': [join(PROJECT, 'lib/index.ts')] },
  };
  const config = { compilerOptions, include: ['*.ts'] };
  const folder = programFolder({ ...files, 'tsconfig.json': JSON.stringify(config) });
  const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

export interface Loaded {
  readonly keys: Record<string, string>;
  readonly at: (environment: string, path?: string, recursive?: boolean) => string[];
}

/** Takes the types off and runs what is left. */
export function load(code: string, name = 'shop'): Loaded {
  const { code: script } = transformSync(code, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as Record<string, unknown> };
  new Function('module', 'exports', script)(module, module.exports);
  const { keys, keysAt } = namesFor(name);
  return { keys: module.exports[keys] as Loaded['keys'], at: module.exports[keysAt] as Loaded['at'] };
}
