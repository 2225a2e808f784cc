import { listed } from '../../../lib/text/listed';
import type { Answer } from '../../kubectl/answer';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';
import { unansweredLine } from './cluster';
import type { NamespacesOfFolder } from './needed-of-cluster';

const { ok, wrong, notKnown } = linesOf('cluster');

/** A folder of manifests with namespaces of which one cluster need not have any: that of another environment. */
export function namespaceLines(folders: readonly NamespacesOfFolder[], there: Answer<readonly string[]>): Line[] {
  const named = folders.filter(({ namespaces }) => namespaces.length > 0);
  if (named.length === 0) return [];
  if ('notKnown' in there) return [unansweredLine('namespaces', there, 'list namespaces')];
  const known = new Set(there.value);
  const isHere = ({ namespaces }: NamespacesOfFolder) => namespaces.some(({ name }) => known.has(name));
  const isAny = named.some(isHere);
  return named.map((folder) => {
    const names = folder.namespaces.map(({ name }) => name);
    const missing = folder.namespaces.filter(({ name }) => !known.has(name));
    const what = `namespaces of ${folder.folder}`;
    if (missing.length === 0) return ok(what, listed(names));
    if (isAny && !isHere(folder)) {
      return notKnown(
        what,
        `${listed(names)}: not in this cluster: name that of the environment with --context`,
        'kubectl config get-contexts',
      );
    }
    return missingLine(what, missing);
  });
}

function missingLine(what: string, missing: NamespacesOfFolder['namespaces']): Line {
  const own = missing.filter(({ isMade }) => !isMade);
  const names = missing.map(({ name }) => name);
  if (own.length === 0) return notKnown(what, `${listed(names)}: not there yet, and made by the deployment`);
  const detail = `the cluster does not have ${listed(own.map(({ name }) => name))}`;
  return wrong(what, detail, own.map(({ name }) => `kubectl create namespace ${shellWord(name)}`).join(' && '));
}
