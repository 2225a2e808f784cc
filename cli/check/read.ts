import { namespacesApart } from '../../lib/model/delivery/absent-name';
import { counted } from '../../lib/text/counted';
import { quotedName } from '../../lib/text/key-name';
import { manifestPaths, readCompose, withCompose } from '../access/compose-files';
import type { ComposeOptions } from '../access/compose-options';
import { composeUses } from '../access/compose-uses';
import type { KeyUse } from '../access/key-use';
import { accessIn, withUnfollowed } from '../access/key-uses';
import { toldIn } from '../access/unknown-host';
import { unknownNamespaceLines } from '../access/unknown-namespaces';
import { type UnknownSecret, unknownSecretsIn } from '../access/unknown-secrets';
import { withUnreadResources } from '../access/unread-resources';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import { inPaths } from '../manifests/in-paths';
import type { NamespaceOptions } from '../manifests/namespace-option';
import type { ReadProblem } from '../manifests/read-manifests';
import { withRealPlaces } from '../manifests/real-file';
import type { RenderOptions } from '../render/options';
import { readRendered } from '../render/read-rendered';
import { lines } from '../terminal/terminal-text';
import { tell, tellNote } from '../terminal/writer';

export interface ReadForCheck {
  /** Of the manifests. */
  readonly paths: readonly string[];
  readonly uses: readonly KeyUse[];
  /** What is not known of it: it is told on the side too. */
  readonly unread: readonly ReadProblem[];
  /** The same, with what may be unread: nobody knows which keys it uses either. */
  readonly unknown: readonly ReadProblem[];
}

/**
 * Who uses which key, by the manifests and by the compose files beside them.
 *
 * @throws if there is no manifest at all, and no compose file
 */
export async function readForCheck(
  given: readonly string[],
  options: ComposeOptions & NamespaceOptions & RenderOptions,
): Promise<ReadForCheck> {
  const compose = readCompose(given, options);
  const paths = manifestPaths(given, compose);
  tellNote(lines(asideNotices(paths)));
  const manifests = await readRendered(paths, { ...options, command: 'check' });
  const read = withCompose(withUnreadResources(manifests), compose);
  const { projects, ...configuration } = configurationHere();
  const access = accessIn(read.manifests, projects, toldIn(configuration));
  const unknown = unknownSecretsIn(read.manifests, access.uses);
  const slips = unknown.filter(({ isSlip }) => isSlip).map(unprovenSecret);
  const followed = withUnfollowed(read, access);
  const unfollowed = withRealPlaces([...followed.problems, ...slips], read.manifests);
  const unread = tellUnread({ ...followed, problems: unfollowed }, { asked: paths });
  const isEmpty = read.manifests.length === 0 && compose.files.length === 0 && unread.length === 0;
  if (isEmpty && paths.length > 0) {
    throw new Error(`there are no Kubernetes manifests ${inPaths(paths)}`);
  }
  const uses = [...access.uses, ...composeUses(compose, access.uses, projects)];
  const others = unknown.filter(({ isSlip }) => !isSlip);
  const unplaced = unknownNamespaceLines(access.uses, { consequence: 'its keys must be in each' });
  tell(lines([...unprovenLines(others, uses.length === 0), ...unplaced]));
  // Where nothing at all was looked at, nothing is said to be good.
  return {
    paths,
    uses,
    unread: uses.length > 0 ? unread : [...unread, ...withRealPlaces(others.map(unprovenSecret), read.manifests)],
    unknown: unfollowed,
  };
}

function unprovenSecret({ name, namespace, workload, at, elsewhere, near }: UnknownSecret): ReadProblem {
  const called = `the Secret ${quotedName(name)}`;
  const meant = near === undefined ? '' : `: did you mean ${quotedName(near)}?`;
  const message =
    elsewhere.length > 0
      ? `${called} is written in the namespace ${namespacesApart(elsewhere, namespace)}`
      : `nothing in these manifests writes ${called}${meant}`;
  return { file: workload.file, ...workload.placeAt(at), message };
}

const SHOWN = 5;

function unprovenLines(unknown: readonly UnknownSecret[], isAll: boolean): string[] {
  const elsewhere = unknown.filter((one) => one.elsewhere.length > 0);
  const nowhere = unknown.filter((one) => one.elsewhere.length === 0);
  const end = isAll ? ': nothing was checked' : '';
  return [
    ...unprovenLine(nowhere, 'written by nothing in these manifests', end),
    ...unprovenLine(elsewhere, 'written in another namespace only', end),
  ];
}

function unprovenLine(unknown: readonly UnknownSecret[], what: string, end: string): string[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, SHOWN).map(({ name, namespace, workload, at, elsewhere, near }) => {
    const { line, column } = workload.placeAt(at);
    const apart = elsewhere.length > 0 ? `: in ${namespacesApart(elsewhere, namespace)}` : '';
    const meant = near === undefined ? '' : `: did you mean ${quotedName(near)}?`;
    return `${quotedName(name)} (${workload.file}:${line}:${column}${apart}${meant})`;
  });
  const more = unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : '';
  const verb = unknown.length === 1 ? 'is' : 'are';
  return [
    `not checked: ${counted(unknown.length, 'Secret')} that workloads use ${verb} ${what}: ${names.join(', ')}${more}${end}`,
  ];
}
