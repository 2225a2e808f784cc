import { grouped } from '../../lib/collections/grouped';
import { scalarText } from '../../lib/json/scalar';
import type { Settings } from '../../lib/model/app-model';
import { Field, type Path } from '../../lib/model/field';
import { NEWEST_KUBERNETES } from '../../lib/model/kubernetes-version';
import type { Manifest } from '../../lib/model/manifest';
import type { Resource } from '../../lib/model/resource';
import { hasCredential } from '../../lib/text/credential-forms';
import { withoutCredentialsIn } from '../../lib/text/credential-text';
import type { TextPlace } from '../../lib/text/place-in-text';
import { checkResources } from '../../lib/validation/check-manifests';
import { placeOfFinding } from '../../lib/validation/place-of-finding';
import type { Finding } from '../../lib/validation/rule';
import { Severity } from '../../lib/validation/severity';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';
import { isPatchProblem } from '../manifests/rendered-folders';
import { judgedOnce } from './judged-before';
import { meantBy } from './meant-place';

/** Something that is wrong with the input, and where. */
export interface InputFinding extends TextPlace {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  /** Absent for what is no Kubernetes object at all. */
  readonly rule?: string;
  readonly message: string;
  /** `Deployment shop/api`; absent where there is no object. */
  readonly object?: string;
  /** Where in the object a rule finds it: `spec.template.spec.containers[0].env[2].name`. */
  readonly at?: string;
}

/** What a rule says about an object that was read. */
export interface FoundInInput {
  readonly finding: Finding;
  readonly read: ReadManifest;
}

export interface ReadResource extends Resource {
  readonly read: ReadManifest;
}

/** What somebody has told of the operator of the cluster. */
export type OperatorOfCluster = Pick<Settings, 'operatorVersion' | 'defaultConnection' | 'watchedNamespaces'>;

/** What is told besides the release of the cluster: of the operator, of Argo CD, of the past. */
type Told = Omit<Settings, 'kubernetesVersion'>;

/** What is known of manifests besides themselves. */
export interface Known {
  readonly kubernetesVersion?: string;
  readonly operator?: Told;
  /** The names for which kustomize fills in `$(NAME)`. */
  readonly variablesFilledIn?: readonly string[];
}

/**
 * What the rules say of what was read. Where nobody has told the release of the cluster, it takes what stands in it: what
 * only an older one would refuse is no mistake, but worth a hint.
 */
export function findingsIn(manifests: readonly ReadManifest[], known: Known = {}): FoundInInput[] {
  return judgedOnce(manifests, known, () => judge(manifests, known));
}

function judge(
  manifests: readonly ReadManifest[],
  { kubernetesVersion, operator, variablesFilledIn }: Known,
): FoundInInput[] {
  const resources = manifests.map((read) => ({ ...asReadResource(read), variablesFilledIn }));
  const found = foundIn(resources, { ...operator, kubernetesVersion });
  if (kubernetesVersion !== undefined || !found.some(isError)) return found;
  const isRefused = placesOf(foundIn(resources, { ...operator, kubernetesVersion: NEWEST_KUBERNETES }).filter(isError));
  return found.map((one) =>
    isError(one) && !isRefused(one) ? { ...one, finding: { ...one.finding, severity: Severity.WARNING } } : one,
  );
}

/** Whether a finding is one of some, by rule and place: what they say of it depends on the release. */
export function placesOf(all: readonly FoundInInput[]): (one: FoundInInput) => boolean {
  const byRead = grouped(all, ({ read }) => read);
  return ({ finding: { rule, at }, read }) =>
    (byRead.get(read) ?? []).some(({ finding }) => finding.rule === rule && isSamePath(finding.at, at));
}

export function isError({ finding: { severity } }: FoundInInput): boolean {
  return severity === Severity.ERROR;
}

function isSamePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** What the rules say of a program that declares these: it is finished, as YAML that others fill in need not be. */
export function findingsInProgram(
  manifests: readonly ReadManifest[],
  kubernetesVersion?: string,
  operator?: OperatorOfCluster,
): FoundInInput[] {
  const resources = manifests.map((read) => ({ manifest: read.manifest, construct: read, read }));
  return foundIn(resources, { ...operator, kubernetesVersion });
}

function foundIn(resources: readonly ReadResource[], settings: Settings): FoundInInput[] {
  return checkResources(resources, settings).map(foundOf);
}

/** An object that was read, for the rules. */
export function asReadResource(read: ReadManifest): ReadResource {
  const { manifest, file, isExport } = read;
  return { manifest, file, isExport, read };
}

/** What a rule says of an object that was read. */
export function foundOf(finding: Finding): FoundInInput {
  return { finding, read: (finding.resource as ReadResource).read };
}

export function inputFinding({ finding, read }: FoundInInput): InputFinding {
  const { at } = placeOfFinding(finding);
  return {
    file: read.file,
    ...read.placeAt(finding.at, meantBy(finding)),
    severity: finding.severity === Severity.ERROR ? 'error' : 'warning',
    rule: finding.rule,
    message: withoutCredentialsIn(cutShort(finding.message)),
    object: objectName(read.manifest),
    ...(at !== undefined && { at: withoutCredentialsIn(at) }),
  };
}

/** Files that lie beside manifests and are none. */
const COMPANIONS = /(^|[/\\])(kustomization|values[^/\\]*|Chart)\.ya?ml$/;

export function problemFinding({ file, line, column, message }: ReadProblem): InputFinding {
  const isBeside = COMPANIONS.test(file) || isPatchProblem(message);
  return { file, line, column, severity: isBeside ? 'warning' : 'error', message };
}

/** Which object it is. */
export interface ObjectIdentity {
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

export function objectIdentity(manifest: Manifest): ObjectIdentity {
  const metadata = Field.of(manifest).at('metadata');
  const [name, namespace] = ['name', 'namespace'].map((field) => metadata.at(field).raw);
  return {
    kind: shownName(manifest.kind),
    ...(namespace !== undefined && { namespace: shownName(namespace) }),
    ...(name !== undefined && { name: shownName(name) }),
  };
}

/** `Deployment shop/api` */
export function objectName(manifest: Manifest): string {
  const { kind, name, namespace } = objectIdentity(manifest);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name || '(no name)'}`;
}

/** What a message quotes may be as long as anything. */
function cutShort(message: string): string {
  return message.length > 2_000 ? `${message.slice(0, 2_000)}…` : message;
}

/** People paste tokens into any field. */
function shownName(name: unknown): string {
  const text = scalarText(name);
  return hasCredential(text) ? '(not shown)' : text;
}
