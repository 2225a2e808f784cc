import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { Severity } from '../../../lib/validation/rule';
import type { ApiServer } from './api-server';
import type { ChangedObject } from './mutations';

/** The rules that say what an API server says; those of all other letters are about the operator, Argo CD and pods at run time, P40 among them. */
const OF_API_SERVER = /^(?!R20$|P40$)[FNPRW]/;

/** How often the rules and an API server agree on changed objects. */
export interface Agreement {
  readonly counts: Readonly<
    Record<'both take' | 'both refuse' | 'only we, for its behaviour' | 'only the server' | 'only we', number>
  >;
  /** Where they do not. */
  readonly differences: readonly string[];
  /** The rules about behaviour that refuse what the server takes. */
  readonly behaviour: ReadonlySet<string>;
}

/** What both say of changed objects; what the rules find in the object as it was does not count. */
export function agreementOn(changed: readonly ChangedObject[], { version, judge }: ApiServer): Agreement {
  const before = new Map<object, ReadonlySet<string>>();
  for (const { origin } of changed) {
    if (!before.has(origin)) before.set(origin, new Set(errorsOf(origin, version).map(({ text }) => text)));
  }
  const refusals = refusalsOf(
    judge,
    changed.map(({ object }) => object),
  );
  const counts = {
    'both take': 0,
    'both refuse': 0,
    'only we, for its behaviour': 0,
    'only the server': 0,
    'only we': 0,
  };
  const differences: string[] = [];
  const behaviour = new Set<string>();
  changed.forEach(({ name, object, origin }, i) => {
    const [refusal] = refusals[i];
    const errors = errorsOf(object, version).filter(({ text }) => !before.get(origin)?.has(text));
    if (refusal !== undefined) {
      counts[errors.length > 0 ? 'both refuse' : 'only the server']++;
      if (errors.length === 0) differences.push(`the server refuses ${name}: ${refusal}`);
    } else if (errors.some(({ rule }) => OF_API_SERVER.test(rule))) {
      counts['only we']++;
      differences.push(`we refuse ${name}: ${errors.map(({ rule, text }) => `${rule} ${text}`).join('; ')}`);
    } else {
      counts[errors.length > 0 ? 'only we, for its behaviour' : 'both take']++;
      for (const { rule } of errors) behaviour.add(rule);
    }
  });
  return { counts, differences, behaviour };
}

/** The rules that stop a synthesis of the object, and what they say. */
function errorsOf(object: object, kubernetesVersion: string): { readonly rule: string; readonly text: string }[] {
  return checkManifests([object as Manifest], { kubernetesVersion })
    .filter(({ severity }) => severity === Severity.ERROR)
    .map(({ rule, at, message }) => ({ rule, text: `${at.join('.')} ${message}` }));
}

/** Why the server refuses each object, or what is made of it later. */
function refusalsOf(judge: ApiServer['judge'], objects: readonly object[]): readonly (readonly string[])[] {
  const all = objects.map((object) => [object, ...madeLater(object)]);
  const verdicts = judge(all.flat().map((object) => ({ object })));
  let next = 0;
  return all.map((some) =>
    some.flatMap(() => {
      const { refused, unknownKind } = verdicts[next++];
      const reasons = refused.map(({ field, detail }) => `${field} ${detail}`);
      return unknownKind ? ['unknown kind', ...reasons] : reasons;
    }),
  );
}

interface Controller {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown };
  readonly spec?: {
    readonly template?: unknown;
    readonly volumeClaimTemplates?: unknown;
    readonly jobTemplate?: unknown;
  };
}

/** The server looks at some templates only when their objects are made. */
function madeLater(object: object): object[] {
  const { kind, metadata, spec } = object as Controller;
  const name = `${metadata?.name}-0`;
  if (kind === 'CronJob') return made('batch/v1', 'Job', name, spec?.jobTemplate);
  if (kind !== 'StatefulSet') return [];
  // What is null is a claim of which nothing is said.
  const claims = (Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : []).map((one) => one ?? {});
  return [
    ...made('v1', 'Pod', name, spec?.template).map((pod) => withClaims(pod, claims)),
    ...claims.flatMap((claim) => made('v1', 'PersistentVolumeClaim', 'claim', claim)),
  ];
}

/** The controller gives each pod a volume for each claim, in the place of one of that name. */
function withClaims(pod: Controller, claims: readonly { readonly metadata?: { readonly name?: unknown } }[]): object {
  const { volumes, ...spec } = { ...pod.spec } as { readonly volumes?: unknown };
  const named = [...new Set(claims.map(({ metadata }) => metadata?.name))];
  if (claims.length === 0 || (volumes !== undefined && volumes !== null && !Array.isArray(volumes))) return pod;
  const others = (volumes ?? []).filter((one: { readonly name?: unknown } | null) => !named.includes(one?.name));
  const ofClaims = named.map((name) => ({ name, persistentVolumeClaim: { claimName: 'claim' } }));
  return { ...pod, spec: { ...spec, volumes: [...others, ...ofClaims] } };
}

function made(apiVersion: string, kind: string, name: string, template: unknown): object[] {
  if (typeof template !== 'object' || template === null) return [];
  const { metadata, ...rest } = template as { readonly metadata?: object };
  return [{ ...rest, apiVersion, kind, metadata: { ...metadata, name } }];
}
