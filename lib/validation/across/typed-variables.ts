import { grouped } from '../../collections/grouped';
import { namedObject } from '../../model/address';
import { pathText } from '../../model/field';
import { isOfKind, isSameKind } from '../../model/key-kind/is-of-kind';
import type { KeyKind } from '../../model/key-kind/key-kind';
import { kindText } from '../../model/key-kind/kind-text';
import { objectOf, type Resource, type TypedKey } from '../../model/resource';
import { plainText, typedTexts } from '../../model/typed-texts';
import { quotedName } from '../../text/key-name';
import { Severity } from '../severity';
import type { AcrossRule, EnvironmentResources } from './environment';

export const E7: AcrossRule = {
  severity: Severity.ERROR,
  title: 'A variable holds the same kind in all environments',
  why: 'An application has one program, which reads a variable in one way: a text of another kind stops it in one environment only.',
  source: 'docs/typed-keys.md',
  bad: orders("secretKeys: ['DATABASE_URL'], env: { RATELIMIT_RPS: 'many' }"),
  good: orders("secretKeys: ['DATABASE_URL'], env: { RATELIMIT_RPS: '20' }"),
  check: (environments, report) => {
    const typed = grouped(environments.flatMap(typedWorkloads), ({ resource }) => identityOf(resource));
    if (typed.size === 0) return;
    for (const { environment, resources } of environments) {
      for (const resource of resources) {
        const others = (typed.get(identityOf(resource)) ?? []).filter((one) => one.environment !== environment);
        for (const { told, field, message } of wrongTexts(resource, others)) {
          report(resource, field, [environment, told.environment], message);
        }
        for (const { told, message } of wrongLaptopTexts(resource, others)) {
          report(resource, objectOf(resource), [environment, told.environment], message);
        }
      }
    }
    for (const { own, told, message } of [...typed.values()].flatMap(differingKinds)) {
      report(own.resource, objectOf(own.resource), [own.environment, told.environment], message);
    }
  },
};

/** A workload, and what is said of its keys. */
interface TypedWorkload {
  readonly environment: string;
  readonly resource: Resource;
  readonly keys: readonly TypedKey[];
}

function typedWorkloads({ environment, resources }: EnvironmentResources): TypedWorkload[] {
  return resources.flatMap((resource) =>
    resource.typedKeys === undefined ? [] : [{ environment, resource, keys: resource.typedKeys }],
  );
}

/** What an application has in common in all environments. */
function identityOf({ manifest: { kind, metadata } }: Resource): string {
  return JSON.stringify([kind, metadata.name ?? '']);
}

/**
 * Of several environments that say of a variable what it holds, the first one is told. Where this one says so itself, that
 * counts (rules C4, C24).
 */
function wrongTexts(resource: Resource, others: readonly TypedWorkload[]) {
  const saidOf = ({ container, variable }: TypedKey) => JSON.stringify([container, variable]);
  const own = new Set((resource.typedKeys ?? []).map(saidOf));
  const found = others.flatMap((told) => {
    const keys = told.keys.filter((key) => !own.has(saidOf(key)));
    return typedTexts(resource, keys).map((text) => ({ told, ...text }));
  });
  return [...grouped(found, ({ field }) => pathText(field.path)).values()].map(([{ told, field, variable, kind }]) => {
    const message = `the variable ${quotedName(variable)} of ${namedObject(resource.manifest)} has a text that is not ${kindText(kind)}, which it holds in the environment "${told.environment}": correct it`;
    return { told, field, message };
  });
}

/** What a laptop has where this environment says nothing, and another one does; where it says so itself, that counts. */
function wrongLaptopTexts({ laptopTexts = [], typedKeys = [] }: Resource, others: readonly TypedWorkload[]) {
  return laptopTexts.flatMap(({ container, variable, text }) => {
    const isHere = (key: TypedKey) => key.container === container && key.variable === variable;
    const plain = plainText(text);
    if (plain === undefined || typedKeys.some(isHere)) return [];
    for (const told of others) {
      const kind = told.keys.find(isHere)?.kind;
      if (kind === undefined || isOfKind(kind, plain)) continue;
      const message = `the variable ${quotedName(variable)} has a text on a laptop that is not ${kindText(kind)}, which it holds in the environment "${told.environment}": correct it`;
      return [{ told, message }];
    }
    return [];
  });
}

/** Each environment after the first one that says something else of a variable. */
function differingKinds(all: readonly TypedWorkload[]) {
  const known = new Map<string, { readonly told: TypedWorkload; readonly kind: KeyKind }>();
  return all.flatMap((own) =>
    own.keys.flatMap(({ container, variable, kind }) => {
      if (variable === undefined) return [];
      const name = JSON.stringify([container, variable]);
      const first = known.get(name) ?? { told: own, kind };
      known.set(name, first);
      if (isSameKind(first.kind, kind) || first.told.environment === own.environment) return [];
      const message = `the variable ${quotedName(variable)} of ${namedObject(own.resource.manifest)} is said to hold ${kindText(kind)}, and in the environment "${first.told.environment}" ${kindText(first.kind)}: say it once, in a constant that both use`;
      return [{ own, told: first.told, message }];
    }),
  );
}

function orders(staging: string): string {
  return `new SecretSyncedApp(stagingChart, 'orders', { image: 'orders:1', secretPath: '/orders', ${staging} });
new SecretSyncedApp(prodChart, 'orders', {
  image: 'orders:1',
  secretPath: '/orders',
  secretKeys: ['DATABASE_URL', SecretKey.of('RATELIMIT_RPS').integer({ min: 1 })],
});`;
}
