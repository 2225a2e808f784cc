import { quotedName } from '../../lib/text/key-name';
import type { Selection } from './selection';

/**
 * A line for each application that lacks something which it has in the cluster: nobody starts without a variable and does
 * not know it. What the shell has, the command gets from there.
 */
export function lackLines({ lacks, variables }: Selection, shell: NodeJS.ProcessEnv): string[] {
  const has = (name: string) => shell[name] !== undefined || variables.some((one) => one.name === name);
  const told = lacks.flatMap(({ app, variables: names, objects }) => {
    const missing = [
      ...names.filter((name) => !has(name)).map(shown),
      ...objects.map((name) => `all of ${shown(name)}`),
    ];
    if (missing.length === 0) return [];
    return `${shown(app)}: without ${missing.join(', ')}, which only the cluster has: set it in this shell, or in local.env`;
  });
  return [...new Set(told)];
}

function shown(name: string): string {
  return quotedName(name).replaceAll('"', '');
}
