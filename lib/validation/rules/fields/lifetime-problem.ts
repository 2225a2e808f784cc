import { isKubernetes } from '../../../model/kubernetes-version';
import type { Lifetime } from '../../../schemas/field-types';

/** Whether all clusters know it. */
export function isEverywhere({ since, until }: Lifetime): boolean {
  return since === undefined && until === undefined;
}

/** Why a cluster does not know a field or a word, if it does not. */
export function lifetimeProblem({ since, until }: Lifetime, version: string | undefined): string | undefined {
  if (since !== undefined && !isKubernetes(version, since)) {
    const told =
      version === undefined
        ? ', and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml'
        : `, the cluster has ${version}: drop it`;
    return `is known since Kubernetes ${since}${told}`;
  }
  const isOver = until !== undefined && version !== undefined && isKubernetes(version, afterMinor(until));
  return isOver ? `is known up to Kubernetes ${until}, the cluster has ${version}: drop it` : undefined;
}

function afterMinor(version: string): string {
  const [major, minor] = version.split('.');
  return `${major}.${Number(minor) + 1}`;
}
