import { managedObjectsOf, operatorResourceOf } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import type { ManagedObject, Source } from '../../../lib/model/operator-resource';
import { isSubstituted } from '../../../lib/text/substitution';
import { code, escapeSentence } from '../../languages/markdown';
import { shellWord } from '../../shell/word';
import type { Migration } from '../adoption';
import { objectName } from '../findings';
import { changesBlanks } from './migrate';

type Migrated = Migration['migrated'][number];

/** In which order to apply what moved to v1beta1, what happens on the way, and what is different afterwards. */
export function handoverPlan({ migrated, kept }: Migration): string {
  const owned = migrated.filter((one) => managedObjectsOf(one.read).some(isOwned));
  const orphaned = migrated.filter((one) => !owned.includes(one));
  const sections = [
    '# From v1alpha1 to v1beta1',
    introductionSection(migrated),
    beforeSection(migrated),
    ...(orphaned.length > 0 ? [orphansSection(orphaned)] : []),
    ...(owned.length > 0 ? [ownersSection(owned)] : []),
    afterSection(migrated),
    changesSection(migrated),
    ...(kept.length > 0 ? [stayingSection(kept)] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function introductionSection(migrated: readonly Migrated[]): string {
  const rows = migrated.map(({ read: { manifest }, objects }) => {
    const [resource, ...logins] = [...objects].sort((a, b) => sortRank(a) - sortRank(b)).map(objectName);
    return `| ${code(objectName(manifest))} | ${code(resource)} | ${logins.map(code).join(', ')} |`;
  });
  if (migrated.length === 0) return 'Nothing moves: see below for what stays, and why.';
  return [
    'The operator has no conversion: both generations are resources of their own, and for a while both write the same',
    'Secrets. Names of Secrets and workloads stay, so that no pod restarts by this.',
    '',
    '| was | becomes | logs in by |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function sortRank({ kind }: Manifest): number {
  return kind === 'InfisicalStaticSecret' ? 0 : 1;
}

function beforeSection(migrated: readonly Migrated[]): string {
  const scoped = [...new Set(migrated.flatMap(({ read }) => read.manifest.metadata.namespace ?? []))].sort();
  const guessed = migrated.filter(({ read }) => operatorResourceOf(read).every(({ host }) => host.isEmpty));
  const variable = migrated.filter(({ read }) =>
    operatorResourceOf(read).some(({ host }) => isSubstituted(host.value ?? '')),
  );
  const oneSecret = migrated.filter((one) => sourcesOf(one).some(({ secretName }) => secretName.isGiven));
  return [
    '## Before',
    '',
    '- [ ] The operator is v0.11.2 or newer, and its CRDs are: `kubectl get crd infisicalstaticsecrets.secrets.infisical.com`',
    '- [ ] Infisical offers its API v4 (`/api/v4/secrets`): a self-hosted one must be new enough',
    `- [ ] The operator watches ${scoped.map(code).join(', ') || 'the namespaces'}, if its installation names namespaces`,
    '- [ ] Pruning is off in Argo CD for the time of the move: it would delete the old resources with the first sync',
    ...guessed.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} named no host and took that of the operator. The new connection says \`https://app.infisical.com\`: change \`host\` if yours is another`,
    ),
    ...variable.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} names its host by a variable that is filled in later. \`hostAPI\` might end with \`/api\`, the \`address\` of the new connection must not: give the variable the base URL`,
    ),
    ...oneSecret.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} read one secret by name. Now the whole folder is read and that one written: the identity needs to read the folder`,
    ),
  ].join('\n');
}

function orphansSection(migrated: readonly Migrated[]): string {
  return [
    '## Secrets without an owner',
    '',
    'They stay when the old resource goes. Step by step, for each:',
    '',
    ...migrated.flatMap((one) => [
      `- [ ] Apply the new resource of ${writtenObjects(one)}, and wait until it has synced: ${code(waitFor(one))}`,
      `- [ ] Delete the old one: ${code(deleteOld(one))}`,
    ]),
  ].join('\n');
}

function ownersSection(migrated: readonly Migrated[]): string {
  return [
    '## Secrets that the old resource owns',
    '',
    'Kubernetes deletes them with the old resource, and the new one does not become the owner of what exists already. Do',
    '**not** change `creationPolicy` to `Orphan` on the old resource: the operator deletes the Secret when it sees that.',
    'Take the owner off the Secret itself instead. That follows from the source of the operator: try it on one first.',
    '',
    ...migrated.flatMap((one) => [
      `- [ ] Apply the new resource of ${writtenObjects(one)}, and wait until it has synced: ${code(waitFor(one))}`,
      ...managedObjectsOf(one.read)
        .filter(isOwned)
        .map((object) => `- [ ] Take the owner off: ${code(releaseOwner(object))}`),
      `- [ ] Delete the old resource: ${code(deleteOld(one))}; the Secret must still be there`,
    ]),
    '',
    'A Secret handed over like this has no owner from then on: it stays if the new resource is deleted one day. To have it',
    'owned, delete it once when nobody starts: the new resource writes it again within its interval, as its own.',
  ].join('\n');
}

function afterSection(migrated: readonly Migrated[]): string {
  const kinds = migrated.length > 0 ? 'infisicalconnections,infisicalauths,infisicalstaticsecrets' : 'infisicalsecrets';
  return [
    '## After',
    '',
    `- [ ] All are ready: \`kubectl get ${kinds} --all-namespaces\``,
    '- [ ] Argo CD prunes again, and has health checks for the new kinds (`InfisicalStaticSecret` and its logins)',
    '- [ ] No pod was restarted: `kubectl get pods --all-namespaces --sort-by=.status.startTime`',
  ].join('\n');
}

function changesSection(migrated: readonly Migrated[]): string {
  const hasPlus = migrated.some(({ read }) => changesBlanks(read.manifest));
  const recursive = migrated.some((one) => sourcesOf(one).some(({ recursive }) => recursive.value === true));
  return [
    '## What is different afterwards',
    '',
    '- Pods with auto-reload restart only when the data changes. A new Deployment has no second rollout any more; init',
    '  containers and ConfigMaps count too.',
    '- Changes by hand of a managed Secret are no longer reverted; a managed Secret that was deleted comes back.',
    '- A target that is taken out of a resource leaves its Secret behind.',
    '- Whether imports are read and `${…}` references expanded is up to the defaults of the Infisical server.',
    '- While both resources write one Secret, a workload with auto-reload may restart once.',
    '- Labels and annotations of the resource act at once, not with the next sync.',
    '- A changed credentials Secret is noticed: the login follows it.',
    '- At operator v0.11.5 a private certificate authority is not used when secrets are listed.',
    ...(hasPlus ? [PLUS] : []),
    ...(recursive ? ['- Of equal keys in several folders the first one wins now, and was the last one before.'] : []),
  ].join('\n');
}

const PLUS =
  '- A blank in what a template encodes with `urlquery` is `%20`, and was `+`, which means a plus in a user or password.';

function stayingSection(kept: Migration['kept']): string {
  return [
    '## What stays v1alpha1',
    '',
    ...kept.map(({ read: { manifest }, reason }) => `- ${code(objectName(manifest))}: ${escapeSentence(reason)}`),
  ].join('\n');
}

function sourcesOf({ read: { manifest } }: Migrated): Source[] {
  return operatorResourceOf({ manifest }).flatMap(({ sources }) => sources);
}

function isOwned({ creationPolicy }: ManagedObject): boolean {
  return creationPolicy.value === 'Owner';
}

function writtenObjects(migrated: Migrated): string {
  return managedObjectsOf(migrated.read)
    .map(({ kind, namespace, name }) => `${kind} ${code(`${namespace.value}/${name.value}`)}`)
    .join(', ');
}

function waitFor({ read: { manifest } }: Migrated): string {
  const condition = 'condition=secrets.infisical.com/LastReconcileStatus';
  return `kubectl wait ${shellWord(`infisicalstaticsecret/${manifest.metadata.name}`)}${namespaceFlag(manifest.metadata)} --for=${condition}`;
}

function deleteOld({ read: { manifest } }: Migrated): string {
  return `kubectl delete ${shellWord(`infisicalsecret/${manifest.metadata.name}`)}${namespaceFlag(manifest.metadata)}`;
}

function releaseOwner({ kind, namespace, name }: ManagedObject): string {
  const patch = `[{"op":"remove","path":"/metadata/ownerReferences"}]`;
  const object = shellWord(`${kind.toLowerCase()}/${name.value}`);
  return `kubectl patch ${object}${namespaceFlag({ namespace: namespace.value })} --type json --patch ${shellWord(patch)}`;
}

function namespaceFlag({ namespace }: { readonly namespace?: string }): string {
  return namespace === undefined ? '' : ` --namespace ${shellWord(namespace)}`;
}
