import type { ComposeNode } from './compose-node';
import type { ComposeProject } from './compose-project';
import { namesInEnvFile } from './env-file';
import type { Finding } from './finding';
import type { ProjectFiles } from './project-files';

/** What the env files of a service bring: names, and never a value. */
export interface EnvFiles {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

/** Reads `env_file` of a service. */
export function envFilesOf(node: ComposeNode, files: ProjectFiles): EnvFiles {
  const names = new Set<string>();
  const findings: Finding[] = [];
  for (const item of node.isList ? node.items : [node]) {
    const path = item.isMap ? item.get('path').text : item.text;
    if (path === undefined || path === '') continue;
    const isOptional = item.get('required').text === 'false';
    const found = path.includes('$') ? { problem: 'depends on a variable' } : files.read(path);
    if ('problem' in found) {
      const isMissing = found.problem === 'is not there';
      if (isOptional && isMissing) continue;
      findings.push({ place: item.place, message: `the env_file ${found.problem}: name its variables as secret keys` });
      continue;
    }
    const { names: own, unshown } = namesInEnvFile(found.text);
    for (const name of own) names.add(name);
    findings.push({ place: item.place, message: `${files.shown(path)} ${becomesKeys(own.length)}` });
    if (unshown > 0) findings.push({ place: item.place, message: `${files.shown(path)} ${linesWithoutName(unshown)}` });
  }
  return { names: [...names], findings };
}

function becomesKeys(count: number): string {
  const what =
    count === 1
      ? 'the value of 1 variable, which is a secret key'
      : `values of ${count} variables, which are secret keys`;
  return `has ${what} here: put the values into Infisical, and write as env what is no secret`;
}

function linesWithoutName(count: number): string {
  const what = count === 1 ? '1 line' : `${count} lines`;
  return `has ${what} in which what stands in the place of a variable is not the name of one: left out`;
}

/** It steers compose itself. */
const STEERS = /^(?:COMPOSE|DOCKER|BUILDKIT)_/;

/** Variables of the project that its env files give a value, which nothing reads any more. */
export function namesBeside({ root, envFiles }: ComposeProject, files: ProjectFiles): Finding[] {
  const used = new Set(referencesBelow(root));
  return [...envFiles].flatMap((path) => {
    const found = files.read(path);
    if ('problem' in found) return [];
    const own = namesInEnvFile(found.text).names.filter((name) => used.has(name) || STEERS.test(name));
    if (own.length === 0) return [];
    const message = `it gives values to ${own.join(', ')}, which are not repeated, and nothing reads it any more: put secrets into Infisical, and write the others where a default or a gap stands`;
    return [{ place: { file: files.shown(path), line: 1, column: 1 }, message }];
  });
}

function referencesBelow(node: ComposeNode, depth = 0): string[] {
  if (depth > 8) return [];
  if (node.raw !== undefined) return [...node.references];
  const values = node.isList ? node.items : node.entries.map(({ value }) => value);
  return values.flatMap((value) => referencesBelow(value, depth + 1));
}
