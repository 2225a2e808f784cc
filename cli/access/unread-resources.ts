import { modelOf } from '../../lib/model/app-model';
import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import type { Path } from '../../lib/model/field';
import { isOperatorKind, OPERATOR_GROUP } from '../../lib/model/kinds';
import { NEWEST_KUBERNETES } from '../../lib/model/kubernetes-version';
import { podPlaceIn } from '../../lib/model/pods';
import { quotedText } from '../../lib/text/key-name';
import { findingsOf } from '../../lib/validation/findings-of';
import { Severity } from '../../lib/validation/rule';
import { RULES as ALL } from '../../lib/validation/rules';
import { GROUPS_OF_KEYS } from '../../lib/validation/rules/fields/operator-kinds';
import type { ReadManifest, ReadManifests, ReadProblem } from '../manifests/read-manifests';
import { latePatches } from './late-patches';

/** What leaves it open which keys a resource reads, or where it writes them. */
const RULES = ALL.filter(({ id }) => ['F1', 'F6', 'S1', 'S4'].includes(id));

/**
 * With the resources of the operator, of External Secrets and of the CSI driver that cannot be followed, as they are
 * misspelt, and with the misspelt fields of workloads: what they write or take would go unseen.
 */
export function withUnreadResources(read: ReadManifests): ReadManifests {
  const problems = [
    ...misspeltGroups(read.manifests),
    ...brokenResources(read.manifests),
    ...misspeltUses(read.manifests),
    ...latePatches(read.manifests),
  ];
  return problems.length === 0 ? read : { ...read, problems: [...read.problems, ...problems] };
}

function misspeltGroups(manifests: readonly ReadManifest[]): ReadProblem[] {
  return manifests.flatMap(({ manifest: { apiVersion, kind }, file, placeAt }) => {
    const isMisspelt = isOperatorKind(kind) && kind !== 'ClusterGenerator' && groupOf(apiVersion) !== OPERATOR_GROUP;
    const message = `the kind ${kind} is in the group ${OPERATOR_GROUP}, not in ${quotedText(apiVersion)}: nobody knows what it does`;
    return isMisspelt ? [{ file, ...placeAt(['apiVersion']), message }] : [];
  });
}

function brokenResources(manifests: readonly ReadManifest[]): ReadProblem[] {
  const own = manifests.filter(({ manifest }) => GROUPS_OF_KEYS.includes(groupOf(String(manifest.apiVersion))));
  if (own.length === 0) return [];
  const app = modelOf(own);
  const readOf = new Map(app.resources.map((resource, index) => [resource, own[index]]));
  return findingsOf(RULES, app).flatMap(({ resource, severity, rule, message, at, meant }) => {
    const read = readOf.get(resource);
    // A field beside the others, which resembles none of them, leaves these as they are.
    const isApart = rule === 'F1' && at.length === 2 && meant === undefined;
    if (read === undefined || severity !== Severity.ERROR || isApart) return [];
    return [{ file: read.file, ...read.placeAt(at), message: `${message} (${rule})` }];
  });
}

/** The fields by which containers get keys, and those that lead to them. */
const LEADING_TO_KEYS: ReadonlySet<unknown> = new Set([
  ...['spec', 'template', 'jobTemplate', 'containers', 'initContainers', 'env', 'envFrom', 'volumes', 'volumeMounts'],
  ...['valueFrom', 'secretKeyRef', 'configMapKeyRef', 'secretRef', 'configMapRef'],
  ...['secret', 'configMap', 'projected', 'csi', 'secretName', 'volumeAttributes'],
]);

/** The fields of workloads that the API server does not know, where these say which keys a container gets. */
function misspeltUses(manifests: readonly ReadManifest[]): ReadProblem[] {
  const workloads = manifests.filter(({ manifest }) => podPlaceIn(manifest) !== undefined);
  if (workloads.length === 0) return [];
  // A field that the newest release knows is no slip.
  const app = modelOf(workloads, { kubernetesVersion: NEWEST_KUBERNETES });
  const readOf = new Map(app.resources.map((resource, index) => [resource, workloads[index]]));
  return findingsOf(
    RULES.filter(({ id }) => id === 'F1'),
    app,
  ).flatMap(({ resource, rule, message, at, meant }) => {
    const read = readOf.get(resource);
    if (read === undefined || !(isOfKeys(at) || LEADING_TO_KEYS.has(meant?.at(-1)))) return [];
    return [{ file: read.file, ...read.placeAt(at), message: `${message} (${rule})` }];
  });
}

function isOfKeys(at: Path): boolean {
  const inside = at.slice(0, -1);
  if (inside.includes('env') || inside.includes('envFrom')) return true;
  return (
    inside.includes('volumes') && ['secret', 'configMap', 'projected', 'csi'].some((part) => inside.includes(part))
  );
}
