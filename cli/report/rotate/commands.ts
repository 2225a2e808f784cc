import type { Named } from '../../access-report/access-row';
import { shellWord } from '../../shell/word';

/** A command of kubectl about an object; where nobody knows its namespace, that of the context counts. */
export function kubectl(verb: string, { kind, namespace, name }: Named, ...more: readonly string[]): string {
  const where = namespace === undefined ? [] : ['--namespace', shellWord(namespace)];
  return ['kubectl', verb, `${kind.toLowerCase()}/${shellWord(name)}`, ...where, ...more].join(' ');
}

/** Shows which version of the data an object of the operator has, which is no part of the data. */
export function versionOf(object: Named): string {
  return kubectl('get', object, `--output 'jsonpath={.metadata.annotations.secrets\\.infisical\\.com/version}'`);
}
