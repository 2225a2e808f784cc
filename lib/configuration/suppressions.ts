import type { Suppression } from './configuration';

export interface SuppressibleFinding {
  readonly rule: string;
  /** Path of the construct; absent for an object from YAML. */
  readonly path?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Name of the environment, or the folder of the manifest. */
  readonly environment?: string;
}

/** Why a finding does not count; undefined where it does. What is not known of it fits nothing that asks for it. */
export function suppressionReasonFor(
  finding: SuppressibleFinding,
  suppressions: readonly Suppression[],
): string | undefined {
  return suppressions.find((suppression) => fits(finding, suppression))?.reason;
}

function fits(
  { rule, path, kind, name, namespace, environment }: SuppressibleFinding,
  suppression: Suppression,
): boolean {
  const isBelow = path === suppression.path || path?.startsWith(`${suppression.path}/`) === true;
  return (
    rule === suppression.rule &&
    (suppression.path === undefined || isBelow) &&
    (suppression.object === undefined || `${kind}/${name}` === suppression.object) &&
    (suppression.namespace === undefined || namespace === suppression.namespace) &&
    (suppression.environment === undefined || isEnvironment(environment, suppression.environment))
  );
}

/** Manifests stand in a folder of that name, wherever that is. */
function isEnvironment(environment: string | undefined, name: string): boolean {
  return environment === name || environment?.endsWith(`/${name}`) === true;
}
