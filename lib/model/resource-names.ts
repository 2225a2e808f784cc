import { qualifiedNameProblem } from './kubernetes-names';

/** What a container may ask for by a name without a domain. */
const OF_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Objects of which a namespace may have a number. */
const COUNTED = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
/** What a quota may limit by a name without a domain, but for objects. */
const OF_QUOTAS = new Set([
  ...OF_CONTAINERS,
  ...['cpu', 'memory', 'storage', 'ephemeral-storage'].map((name) => `requests.${name}`),
  ...['cpu', 'memory', 'ephemeral-storage'].map((name) => `limits.${name}`),
  ...COUNTED,
]);

/** What is wrong with the name of a resource (cpu, memory, one of a device with the domain of its maker), if anything. */
export function resourceNameProblem(name: string): string | undefined {
  const isKnown = name.includes('/') || OF_QUOTAS.has(name) || name === 'storage' || isHugePages(name);
  return qualifiedNameProblem(name) ?? (isKnown ? undefined : 'is no resource that Kubernetes knows');
}

/** The same of what a container asks for. */
export function containerResourceProblem(name: string): string | undefined {
  const problem = resourceNameProblem(name);
  if (problem !== undefined) return problem;
  if (!name.includes('/')) {
    const isOwn = OF_CONTAINERS.has(name) || name.startsWith('hugepages-');
    return isOwn ? undefined : 'is no resource of containers: cpu, memory, ephemeral-storage, hugepages-<size>';
  }
  return isNative(name) || isExtended(name)
    ? undefined
    : 'is no resource of containers: it must not start with "requests."';
}

/** The same of what a quota limits in a namespace. */
export function quotaResourceProblem(name: string): string | undefined {
  const problem = resourceNameProblem(name);
  const isOwn = name.includes('/') || isQuotaResource(name);
  return problem ?? (isOwn ? undefined : 'is no resource of quotas');
}

/** Whether it is one that quotas know by its name alone. */
export function isQuotaResource(name: string): boolean {
  return OF_QUOTAS.has(name) || isHugePages(name);
}

/** Whether only whole numbers of it can be had. */
export function isCounted(name: string): boolean {
  return COUNTED.has(name) || isExtended(name);
}

/** Whether more of it can be promised than there is. */
export function isOvercommitted(name: string): boolean {
  return isNative(name) && !name.startsWith('hugepages-');
}

/** Those of devices, and others that Kubernetes does not know itself. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedNameProblem(`requests.${name}`) === undefined;
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isHugePages(name: string): boolean {
  return /^(requests\.)?hugepages-/.test(name);
}
