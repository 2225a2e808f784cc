import { counted } from '../../lib/text/counted';
import { quotedName } from '../../lib/text/key-name';
import type { ComposeOptions } from '../access/compose-options';
import { composeUses, manifestPaths, readCompose, withCompose } from '../access/compose-uses';
import { type KeyUse, keyUsesIn } from '../access/key-uses';
import { type UnknownSecret, unknownSecretsIn } from '../access/unknown-secrets';
import { withUnreadResources } from '../access/unread-resources';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import type { NamespaceOptions } from '../manifests/namespace-option';
import { withNamespace } from '../manifests/placed-manifests';
import { readManifests } from '../manifests/read-manifests';
import { lines } from '../terminal/terminal-text';
import { tell } from '../terminal/writer';

export interface ReadForCheck {
  readonly uses: readonly KeyUse[];
  /** Whether that is all there is: what is unread is told on the side. */
  readonly isComplete: boolean;
}

/**
 * Who uses which key, by the manifests and by the compose files beside them.
 *
 * @throws if there is no manifest at all, and no compose file
 */
export function readForCheck(given: readonly string[], options: ComposeOptions & NamespaceOptions): ReadForCheck {
  const compose = readCompose(given, options);
  const paths = manifestPaths(given, compose);
  tell(lines(asideNotices(paths)));
  const manifests = withNamespace(readManifests(paths), options.namespace);
  const read = withCompose(withUnreadResources(manifests), compose);
  const isComplete = tellUnread(read, { asked: paths }).length === 0;
  if (read.manifests.length === 0 && compose.files.length === 0 && paths.length > 0) {
    throw new Error(`there are no Kubernetes manifests in ${paths.join(', ')}`);
  }
  const { projects, operator } = configurationHere();
  const uses = keyUsesIn(read.manifests, projects, operator);
  const all = [...uses, ...composeUses(compose, uses, projects)];
  const unknown = unknownSecretsIn(read.manifests, uses);
  tell(lines(unprovenLines(unknown, all.length === 0)));
  // Where nothing at all was looked at, nothing is said to be good.
  return { uses: all, isComplete: isComplete && (unknown.length === 0 || all.length > 0) };
}

const SHOWN = 5;

function unprovenLines(unknown: readonly UnknownSecret[], isAll: boolean): string[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, SHOWN).map(({ name, workload, at }) => {
    const { line, column } = workload.placeAt(at);
    return `${quotedName(name)} (${workload.file}:${line}:${column})`;
  });
  const more = unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : '';
  const end = isAll ? ': nothing was checked' : '';
  const verb = unknown.length === 1 ? 'is' : 'are';
  return [
    `not checked: ${counted(unknown.length, 'Secret')} that workloads use ${verb} written by nothing in these manifests: ${names.join(', ')}${more}${end}`,
  ];
}
