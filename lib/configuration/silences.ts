import type { Silence } from './configuration';

/** What is known of a finding. */
export interface SilenceableFinding {
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
export function silenceReasonFor(finding: SilenceableFinding, silences: readonly Silence[]): string | undefined {
  return silences.find((silence) => fits(finding, silence))?.reason;
}

function fits({ rule, path, kind, name, namespace, environment }: SilenceableFinding, silence: Silence): boolean {
  const isBelow = path === silence.path || path?.startsWith(`${silence.path}/`) === true;
  return (
    rule === silence.rule &&
    (silence.path === undefined || isBelow) &&
    (silence.object === undefined || `${kind}/${name}` === silence.object) &&
    (silence.namespace === undefined || namespace === silence.namespace) &&
    (silence.environment === undefined || isEnvironment(environment, silence.environment))
  );
}

/** Manifests stand in a folder of that name, wherever that is. */
function isEnvironment(environment: string | undefined, name: string): boolean {
  return environment === name || environment?.endsWith(`/${name}`) === true;
}
