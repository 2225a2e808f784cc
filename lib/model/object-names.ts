import {
  labelProblem,
  lengthProblem,
  pathSegmentProblem,
  serviceNameProblem,
  subdomainProblem,
} from './kubernetes-names';
import { isKubernetes } from './kubernetes-version';
import type { Manifest } from './manifest';

/** How many characters of a prefix go into a name that the API server makes; it adds five. */
const LONGEST_PREFIX = 58;
const ADDED = 'aaaaa';

type Kind = Pick<Manifest, 'apiVersion' | 'kind'>;

/** What is wrong with a name for an object of a kind, if anything; kinds that nobody here knows are custom resources. */
export function objectNameProblem({ apiVersion, kind }: Kind, name: string, version?: string): string | undefined {
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return pathSegmentProblem(name);
  switch (`${apiVersion} ${kind}`) {
    case 'policy/v1 PodDisruptionBudget':
      return pathSegmentProblem(name);
    case 'v1 Service':
      return isKubernetes(version, '1.36') ? labelProblem(name) : serviceNameProblem(name);
    case 'v1 Namespace':
    case 'apps/v1 StatefulSet':
      return labelProblem(name);
    case 'batch/v1 CronJob':
      return subdomainProblem(name) ?? lengthProblem(name, 52);
    case 'batch/v1 Job':
      return subdomainProblem(name) ?? lengthProblem(name, 63);
    default:
      return subdomainProblem(name);
  }
}

/** What is wrong with what the name of an object of a kind begins with (`generateName`), if anything. */
export function namePrefixProblem(kind: Kind, prefix: string, isNamed: boolean, version?: string): string | undefined {
  // As the API server does: a dash at the end, where more follows, is as good as a letter.
  const masked = prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
  const own = kind.apiVersion.startsWith('batch/')
    ? subdomainProblem(masked)
    : objectNameProblem(kind, masked, version);
  if (own !== undefined || isNamed) return own;
  return objectNameProblem(kind, `${prefix.slice(0, LONGEST_PREFIX)}${ADDED}`, version);
}
