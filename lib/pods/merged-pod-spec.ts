/** A part of a PodSpec, as JSON. */
interface Part {
  readonly [field: string]: unknown;
}

/** By which fields the entries of a list are found; what has no line here is replaced as a whole. */
const FOUND_BY: { readonly [list: string]: readonly string[] } = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'protocol'],
  topologySpreadConstraints: ['topologyKey'],
  resourceClaims: ['name'],
};

/** What Kubernetes takes for a field that an entry does not have. */
const ASSUMED: Part = { protocol: 'TCP' };

/** Says of an entry or an object what becomes of it. */
const DIRECTIVE = '$patch';

/**
 * A PodSpec with another merged into it as a strategic merge patch: objects field by field, named lists entry by entry,
 * everything else replaced, and `null` removes. Entries that are new come last, whereas kubectl puts them first.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function mergedPodSpec(spec: unknown, patch: unknown): unknown {
  if (!isPart(patch)) return ownCopy(patch);
  if (patch[DIRECTIVE] === 'delete') return undefined;
  const old = isPart(spec) && patch[DIRECTIVE] !== 'replace' ? spec : {};
  const changed = Object.entries(patch)
    .filter(([field]) => field !== DIRECTIVE)
    .map(([field, value]): [string, unknown] => [field, mergedField(field, old[field], value)]);
  const whole = new Map([...Object.entries(old), ...changed]);
  return Object.fromEntries([...whole].filter(([, value]) => value !== undefined && value !== null));
}

/** What nobody else has: patches of the object change it in place, and what it holds twice would become an anchor in a file. */
function ownCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownCopy);
  if (!isPart(value)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(given.map(([field, item]) => [field, ownCopy(item)]));
}

function mergedField(field: string, old: unknown, value: unknown): unknown {
  const keys = Object.hasOwn(FOUND_BY, field) ? FOUND_BY[field] : undefined;
  return Array.isArray(value) && keys !== undefined
    ? mergedList(Array.isArray(old) ? old : [], value, keys)
    : mergedPodSpec(old, value);
}

function mergedList(old: readonly unknown[], patches: readonly unknown[], keys: readonly string[]): unknown[] {
  const isReplaced = patches.some((patch) => isPart(patch) && isWholeDirective(patch));
  const whole: unknown[] = isReplaced ? [] : [...old];
  for (const patch of patches) {
    if (isPart(patch) && isWholeDirective(patch)) continue;
    const place = whole.findIndex((entry) => isSame(entry, patch, keys));
    const merged = mergedPodSpec(whole[place], patch);
    whole.splice(place < 0 ? whole.length : place, place < 0 ? 0 : 1, ...(merged === undefined ? [] : [merged]));
  }
  return whole;
}

/** `- $patch: replace` beside entries: they are all that there is. */
function isWholeDirective(patch: Part): boolean {
  return patch[DIRECTIVE] === 'replace' && Object.keys(patch).length === 1;
}

function isSame(entry: unknown, patch: unknown, keys: readonly string[]): boolean {
  if (!isPart(entry) || !isPart(patch)) return false;
  return keys.every((key) => (entry[key] ?? ASSUMED[key]) === (patch[key] ?? ASSUMED[key]));
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
