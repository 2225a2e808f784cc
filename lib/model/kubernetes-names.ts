import { unsetPartOf } from '../text/unset-text';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** What is wrong with the name of most objects (RFC 1123 subdomain), if anything. */
export function subdomainProblem(name: string): string | undefined {
  if (name.length > 253) return `has ${name.length} characters, 253 are allowed`;
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
  if (name.length > 63) return `has ${name.length} characters, 63 are allowed`;
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
  if (name.length > 63) return `has ${name.length} characters, 63 are allowed`;
  return SERVICE.test(name)
    ? undefined
    : `must be a lower-case RFC 1035 label: a-z, 0-9 and "-", starting with a letter`;
}

export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return `has ${value.length} characters, 63 are allowed`;
  return LABEL_VALUE.test(value) ? undefined : `must be letters, digits, "-", "_" and "."`;
}

/**
 * What is wrong with the name of an environment variable, if anything. Kubernetes 1.28 allows more than a shell, 1.34
 * nearly everything.
 */
export function variableNameProblem(name: string, kubernetesVersion?: string): string | undefined {
  if (isRelaxed(kubernetesVersion)) {
    return /^[ -<>-~]+$/.test(name) ? undefined : 'must be printable ASCII characters without "="';
  }
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
    ? undefined
    : `must be letters, digits, "_", "-" and ".", and must not start with a digit`;
}

function isRelaxed(kubernetesVersion = ''): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(kubernetesVersion) ?? [];
  return Number(major) > 1 || Number(minor) >= 34;
}
