import { scalarText } from '../../../lib/json/scalar';
import { managedObjectsOf, operatorResourceOf } from '../../../lib/model/app-model';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { OPERATOR_FEATURES } from '../../../lib/model/operator-features';
import type { ManagedObject, Source } from '../../../lib/model/operator-resource';
import { listed } from '../../../lib/text/listed';
import { isSubstituted } from '../../../lib/text/substitution';
import { isOfOperator } from '../../comparison/finalizers';
import { objectName } from '../../findings/input-findings';
import { code, escapeSentence } from '../../languages/markdown';
import type { Migration } from '../adoption';
import { deleteOld, ownersOf, recreate, releaseOwner, waitFor } from './handover-commands';
import { changesBlanks } from './migrate';

type Migrated = Migration['migrated'][number];

/** In which order to apply what moved to v1beta1, what happens on the way, and what is different afterwards. */
export function handoverPlan({ migrated, kept, restarted, contested }: Migration): string {
  const owned = migrated.filter((one) => ownedBy(one).length > 0);
  const orphaned = migrated.filter((one) => !owned.includes(one));
  const moves = [
    introductionSection(migrated),
    beforeSection({ migrated, contested }),
    restartsSection(restarted),
    applySection(migrated),
    ...(orphaned.length > 0 ? [orphansSection(orphaned)] : []),
    ...(owned.length > 0 ? [ownersSection(owned)] : []),
    AFTER,
    changesSection(migrated),
  ];
  const sections = [
    '# From v1alpha1 to v1beta1',
    ...(migrated.length > 0 ? moves : [NOTHING_MOVES]),
    ...(kept.length > 0 ? [stayingSection(kept)] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Whether there is anything of v1alpha1 that a plan could tell of. */
export function isPlanNeeded({ migrated, kept }: Pick<Migration, 'migrated' | 'kept'>): boolean {
  return migrated.length + kept.length > 0;
}

const NOTHING_MOVES =
  'Nothing moves, and nothing is to do: only an `InfisicalSecret` has a successor that can take its place.';

function introductionSection(migrated: readonly Migrated[]): string {
  const rows = migrated.map(({ read: { manifest }, objects }) => {
    const [resource, ...logins] = [...objects].sort((a, b) => sortRank(a) - sortRank(b)).map(objectName);
    return `| ${code(objectName(manifest))} | ${code(resource)} | ${logins.map(code).join(', ')} |`;
  });
  return [
    'The operator has no conversion: both generations are resources of their own, and for a while both write the same',
    'Secrets. Names of Secrets and workloads stay. Pods restart where auto-reload asks for it, and nowhere else.',
    '',
    '| was | becomes | logs in by |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function sortRank({ kind }: Manifest): number {
  return kind === 'InfisicalStaticSecret' ? 0 : 1;
}

function beforeSection({ migrated, contested }: Pick<Migration, 'migrated' | 'contested'>): string {
  const scoped = [...new Set(migrated.flatMap(({ read }) => read.manifest.metadata.namespace ?? []))].sort();
  const guessed = migrated.filter(({ read }) => operatorResourceOf(read).every(({ host }) => host.isEmpty));
  const variable = migrated.filter(({ read }) =>
    operatorResourceOf(read).some(({ host }) => isSubstituted(host.value ?? '')),
  );
  const oneSecret = migrated.filter((one) => sourcesOf(one).some(({ secretName }) => secretName.isGiven));
  const trusting = migrated.filter(({ read }) =>
    operatorResourceOf(read).some(({ certificate }) => certificate.field.isGiven),
  );
  const instantBySlug = migrated.filter(isInstantBySlug);
  const recursive = migrated.filter((one) => sourcesOf(one).some(({ recursive }) => recursive.value === true));
  return [
    '## Before',
    '',
    '- [ ] The operator is v0.11.2 or newer, and its CRDs are: `kubectl get crd infisicalstaticsecrets.secrets.infisical.com`',
    '- [ ] It is v0.11.7 or newer, where you can: auto-reload writes its annotation under another name from there on, and an operator that is updated after the move leaves the old one behind',
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
    ...trusting.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} trusts a certificate authority of its own, with which v1beta1 lists secrets from operator ${OPERATOR_FEATURES.certificateForListing.since} on. With an older one the new resource never syncs: update the operator first`,
    ),
    ...contested.map(
      ({ object, writers }) =>
        `- [ ] ${writtenObject(object)} is written by ${listed(writers.map(({ manifest }) => code(objectName(manifest))))}. Whichever wrote last stayed so far; a resource of v1beta1 writes it anew at each run after another has, and workloads with auto-reload restart with each, for ever: leave one of them first`,
    ),
    ...instantBySlug.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} asks for instant updates and names its project by the slug: they arrive from operator ${OPERATOR_FEATURES.slugInstantUpdates.since} on. For an older one give it \`projectId\``,
    ),
    ...migrated.flatMap(({ read }) => foreignFinalizersOf(read).map((finalizer) => finalizerBox(read, finalizer))),
    ...recursive.map(
      ({ read }) =>
        `- [ ] ${code(objectName(read.manifest))} reads folders below its path. Of a key that several of them have, the last one won so far, and the first one wins from now on: a program that gets another value by it is told nothing. Look for such keys, and rename them`,
    ),
  ].join('\n');
}

function restartsSection(restarted: Migration['restarted']): string {
  const names = restarted.map(({ manifest }) => `- ${code(objectName(manifest))}`);
  return [
    '## Restarts',
    '',
    ...(names.length === 0
      ? [
          'No workload of these manifests asks for auto-reload (`secrets.infisical.com/auto-reload`): none restarts by this.',
        ]
      : [
          'These ask for auto-reload, and restart **once, for certain**, when the new resource has synced for the first time: the',
          'generations write the version of the same data differently. While both resources run, each change of a value',
          'restarts them twice: keep that time short. No others restart (seen with operator v0.11.5).',
          '',
          ...names,
          '',
          'The annotation by which it restarts them changes, too: v1alpha1 writes `secrets.infisical.com/managed-secret.<name>` with',
          'the name of the Secret, v1beta1 the same up to operator v0.11.5, and from v0.11.7 on',
          '`secrets.infisical.com/managed-secret.<32 digits>`, of the SHA-256 of the name. The old one stays behind and does no harm.',
          'Have whatever ignores the old name (`ignoreDifferences` of Argo CD, a policy) ignore all that begin with',
          '`secrets.infisical.com/managed-secret.`; Secrets with names of more than 48 characters restart pods from v0.11.7 on.',
        ]),
  ].join('\n');
}

function applySection(migrated: readonly Migrated[]): string {
  return [
    '## Apply the new resources beside the old ones',
    '',
    '- [ ] Write the manifests, in the folder of the program: `npx cdk8s-infisical synth`. Of several environments each has a folder in `dist`: take that of the cluster',
    '- [ ] See what changes: `kubectl diff --recursive --filename dist`. The new resources and their logins, and nothing else',
    '- [ ] Apply them: `kubectl apply --recursive --filename dist`; or commit them, where Argo CD does that. The old resources stay',
    ...migrated.map(
      (one) => `- [ ] ${writtenObjects(one)}: wait until the new resource has synced: ${code(waitFor(one))}`,
    ),
  ].join('\n');
}

function orphansSection(migrated: readonly Migrated[]): string {
  return [
    '## Secrets without an owner',
    '',
    'They stay when the old resource goes:',
    '',
    ...migrated.map((one) => `- [ ] ${writtenObjects(one)}: ${code(deleteOld(one))}`),
  ].join('\n');
}

function ownersSection(migrated: readonly Migrated[]): string {
  return [
    '## Secrets that the old resource owns',
    '',
    'Kubernetes deletes them with the old resource, and the new one does not become the owner of what exists already. Do',
    '**not** change `creationPolicy` to `Orphan` on the old resource: the operator deletes the Secret when it sees that.',
    'Choose one of two ways for all of them, both tried with operator v0.11.5, and strike out the other:',
    '',
    '- **Without a gap**: take the owner off the Secret itself. It has no owner from then on, and stays if the new resource is',
    '  deleted one day. One that was there before its resource never had an owner: the patch is refused, and nothing is to do.',
    '- **With a gap of about a second**: delete the old resource and, when the Secret is gone, touch the new one, which writes',
    '  it again at once and owns it. Running pods do not notice; one that starts in that second waits, or goes without a key',
    '  that is optional. Untouched, the new resource writes it at its next resync only: up to 5 minutes later by default.',
    '',
    '### Without a gap',
    '',
    'Delete the old resource only when nothing that it wrote has an owner any more; all of that must still be there afterwards.',
    '',
    ...migrated.map((one) => {
      const commands = [...ownedBy(one).map(releaseOwner), deleteOld(one)];
      return `- [ ] ${writtenObjects(one)}: ${commands.map(code).join(', then ')}`;
    }),
    '',
    '### With a gap of about a second',
    '',
    'The last command prints `InfisicalStaticSecret` for each.',
    '',
    ...migrated.map((one) => {
      const owned = ownedBy(one);
      return `- [ ] ${writtenObjects(one)}: ${code(recreate(one, owned))}, then ${code(ownersOf(one, owned))}`;
    }),
  ].join('\n');
}

const AFTER = [
  '## After',
  '',
  '- [ ] All are ready: `kubectl get infisicalconnections,infisicalauths,infisicalstaticsecrets --all-namespaces`',
  '- [ ] Argo CD prunes again, and has health checks for the new kinds (`InfisicalStaticSecret` and its logins)',
  '- [ ] No pod was restarted but those above: `kubectl get pods --all-namespaces --sort-by=.status.startTime`',
].join('\n');

function changesSection(migrated: readonly Migrated[]): string {
  const hasPlus = migrated.some(({ read }) => changesBlanks(read.manifest));
  return [
    '## What is different afterwards',
    '',
    '- Pods with auto-reload restart only when the data changes. A new Deployment has no second rollout any more where its',
    '  Secret is there already; init containers and ConfigMaps count too. A restart that fails is not tried again (v0.11.5).',
    '- A managed Secret that was deleted comes back at the next sync; v1alpha1 leaves it missing while nothing changes in',
    '  Infisical. What is changed in it by hand stays until a value changes (v0.11.7; newer operators may repair it).',
    '- Labels and annotations of the resource reach the Secret at once; v1alpha1 copies them when a value changes in Infisical.',
    '- A changed credentials Secret is used when the token at hand is at 70 % of its life, or Infisical refuses it (401 or 403).',
    '  Wrong new credentials leave all ready until then. v1alpha1 keeps its login until its resource changes or the operator',
    '  restarts.',
    '- A target that is taken out of a resource leaves its Secret behind.',
    '- Whether imports are read and `${…}` references expanded is up to the defaults of the Infisical server.',
    ...(hasPlus ? [PLUS] : []),
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

/** What keeps the old resource until whoever has set it takes it off: the new one does not get it. */
function foreignFinalizersOf({ manifest }: Migrated['read']): string[] {
  const finalizers = Field.of(manifest).at('metadata', 'finalizers').items();
  return finalizers.map(({ raw }) => scalarText(raw)).filter((finalizer) => !isOfOperator(finalizer));
}

function finalizerBox({ manifest }: Migrated['read'], finalizer: string): string {
  return `- [ ] ${code(objectName(manifest))} has the finalizer ${code(finalizer)}, and the new resource has not: the old one goes only when whoever set it takes it off. Have them do so, and set it on the new resource where it is still needed`;
}

function sourcesOf({ read: { manifest } }: Migrated): Source[] {
  return operatorResourceOf({ manifest }).flatMap(({ sources }) => sources);
}

function isInstantBySlug(migrated: Migrated): boolean {
  const isInstant = operatorResourceOf(migrated.read).some(({ instantUpdates }) => instantUpdates.value === true);
  return isInstant && sourcesOf(migrated).some(({ projectSlug }) => Boolean(projectSlug.value));
}

function ownedBy({ read }: Migrated): ManagedObject[] {
  return managedObjectsOf(read).filter(isOwned);
}

function isOwned({ creationPolicy }: ManagedObject): boolean {
  return creationPolicy.value === 'Owner';
}

function writtenObjects(migrated: Migrated): string {
  return managedObjectsOf(migrated.read).map(writtenObject).join(', ');
}

function writtenObject({ kind, namespace, name }: ManagedObject): string {
  return `${kind} ${code(`${namespace.value}/${name.value}`)}`;
}
