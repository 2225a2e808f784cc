import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { packageAt, packageFolder } from '../../files/packages';
import { runNode } from './bare-node';

export interface TypeCheck {
  readonly version: string;
  readonly errors: readonly string[];
}

/** Has the compiler of the project check the program; undefined where the project has none, or not the library. */
export async function typeCheck(folder: string): Promise<TypeCheck | undefined> {
  const typescript = packageFolder(folder, 'typescript');
  if (typescript === undefined || packageFolder(folder, 'cdk8s-infisical') === undefined) return undefined;
  const { version = '' } = packageAt(join(typescript, 'package.json'));
  const settings = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-adopt-'));
  try {
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2022',
        module: 'nodenext',
        moduleResolution: 'nodenext',
        types: [],
      },
      files: [join(folder, 'main.ts')],
    };
    writeFileSync(join(settings, 'tsconfig.json'), JSON.stringify(config));
    const { stdout, stopped } = await runNode([join(typescript, 'bin/tsc'), '--pretty', 'false', '-p', settings], {
      cwd: folder,
    });
    if (stopped !== undefined) return { version, errors: [`the compiler was ended: ${stopped}`] };
    const errors = stdout.split('\n').filter((line) => /\berror TS\d+/.test(line));
    return { version, errors: errors.map((line) => ownPath(line, folder)) };
  } finally {
    rmSync(settings, { recursive: true, force: true });
  }
}

function ownPath(line: string, folder: string): string {
  const [, file, rest] = /^([^(]+)(\(.*)$/.exec(line) ?? [];
  return file === undefined ? line : `${relative(folder, join(folder, file)) || file}${rest}`;
}
