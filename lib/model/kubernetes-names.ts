import { unsetPartOf } from '../text/unset-text';
import { isKubernetes } from './kubernetes-version';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** What is wrong with the length of a name, if anything. */
export function lengthProblem(name: string, most: number): string | undefined {
  return name.length > most ? `has ${name.length} characters, ${most} are allowed` : undefined;
}

/** What is wrong with the name of most objects (RFC 1123 subdomain), if anything. */
export function subdomainProblem(name: string): string | undefined {
  const tooLong = lengthProblem(name, 253);
  if (tooLong) return tooLong;
  return SUBDOMAIN.test(name)
    ? undefined
    : `must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit`;
}

/** What is wrong with the name of an RBAC object (path segment), if anything. */
export function pathSegmentProblem(name: string): string | undefined {
  return name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name)
    ? undefined
    : 'must be a path segment: not empty, ".", or "..", without "/" and "%"';
}

/** What is wrong with a name used as a label, a namespace or a container name (RFC 1123 label), if anything. */
export function labelProblem(name: string): string | undefined {
  const tooLong = lengthProblem(name, 63);
  if (tooLong) return tooLong;
  return LABEL.test(name)
    ? undefined
    : `must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit`;
}

/** Whether no cluster has a namespace of that name: A4, N2 and N6 tell. */
export function isNoNamespace(namespace: string): boolean {
  return labelProblem(namespace) !== undefined || unsetPartOf(namespace) !== undefined;
}

/** What is wrong with the name of a Service (RFC 1035 label), if anything. */
export function serviceNameProblem(name: string): string | undefined {
  const tooLong = lengthProblem(name, 63);
  if (tooLong) return tooLong;
  return SERVICE.test(name)
    ? undefined
    : `must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter`;
}

/** What is wrong with the name that a wildcard may lead (`*.example.com`), if anything. */
export function wildcardSubdomainProblem(name: string): string | undefined {
  if (!name.startsWith('*')) return subdomainProblem(name);
  const tooLong = lengthProblem(name, 253);
  if (tooLong) return tooLong;
  return name.startsWith('*.') && SUBDOMAIN.test(name.slice(2))
    ? undefined
    : 'must have a "*." in front of a lower-case RFC 1123 subdomain, and no other "*"';
}

/**
 * What is wrong with the key of a label, or another qualified name (of a resource, a condition, an annotation in lower
 * case): a name, with the domain of its owner and "/" in front if there is one.
 */
export function qualifiedNameProblem(key: string): string | undefined {
  const parts = key.split('/');
  if (parts.length > 2) return 'has more than one "/"';
  const name = parts[parts.length - 1];
  const problem = parts.length > 1 ? subdomainProblem(parts[0]) : undefined;
  if (problem !== undefined) return `has a prefix, in front of the "/", that ${problem}`;
  if (name.length > 63)
    return `has ${name.length} characters${parts.length > 1 ? ' behind its "/"' : ''}, 63 are allowed`;
  return QUALIFIED.test(name)
    ? undefined
    : 'must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one';
}

/** What is wrong with the key of an annotation, if anything: that of a label, but its prefix may have capitals. */
export function annotationKeyProblem(key: string): string | undefined {
  // As Go writes it in lower case.
  return qualifiedNameProblem(key.replaceAll('İ', 'i').toLowerCase());
}

/** What is wrong with the value of a label, if anything. */
export function labelValueProblem(value: string): string | undefined {
  const tooLong = lengthProblem(value, 63);
  if (tooLong) return tooLong;
  return LABEL_VALUE.test(value)
    ? undefined
    : `must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit`;
}

/** What is wrong with a key of a Secret or ConfigMap, if anything. */
export function configMapKeyProblem(key: string): string | undefined {
  const tooLong = lengthProblem(key, 253);
  if (tooLong) return tooLong;
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return 'must be letters, digits, "-", "_" and "."';
  return key === '.' || key.startsWith('..') ? 'must not be "." or start with ".."' : undefined;
}

/** What is wrong with the name of a header of HTTP, if anything. */
export function httpHeaderNameProblem(name: string): string | undefined {
  return /^[-A-Za-z0-9]+$/.test(name) ? undefined : 'must be letters, digits and "-"';
}

/**
 * What is wrong with the name of an environment variable, if anything. Up to Kubernetes 1.31 it may have what a shell
 * allows, "-" and ".", since then nearly everything.
 */
export function variableNameProblem(name: string, kubernetesVersion?: string): string | undefined {
  if (isKubernetes(kubernetesVersion, '1.32')) {
    return /^[ -<>-~]+$/.test(name) ? undefined : 'must be printable ASCII characters without "="';
  }
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    return `must be letters, digits, "_", "-" and ".", and must not start with a digit`;
  }
  return name === '.' || name.startsWith('..') ? 'must not be "." or start with ".."' : undefined;
}
