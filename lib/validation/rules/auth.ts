import { grouped } from '../../collections/grouped';
import { type Fields, fields } from '../../json/json';
import { type AppModel, specsOf } from '../../model/app-model';
import { hasInlineAuthentication, inlineMethodsOf, loginsOf, METHODS } from '../../model/authentication';
import { isIdentityEmpty } from '../../model/identity-ids';
import { isUnresolved, shownObject } from '../../model/managed-objects';
import { isEmpty, isGiven } from '../../model/presence';
import type { Resource } from '../../model/resource';
import { isPlain } from '../../model/written-keys';
import { didYouMean } from '../../text/did-you-mean';
import { fewOf } from '../../text/few-of';
import { quotedNames, shown } from '../../text/shown';
import type { AppReport as Report, AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';
import { missingParts } from './required-parts';

/** How deep the schemas go, and some more: a YAML alias can make a spec contain itself. */
const DEPTH = 12;

/** How the operator logs in. */
export const AUTH_RULES: readonly Rule[] = [
  {
    id: 'A1',
    severity: Severity.ERROR,
    title: 'A resource has an authentication method',
    check: (app, report) => {
      for (const { resource, methods } of inlineAuthentications(app)) {
        if (methods.length > 0) continue;
        const authentication = fields(fields(resource.manifest.spec).authentication);
        const [unknown] = Object.keys(authentication).filter((method) => isGiven(authentication[method]));
        report(
          resource,
          unknown === undefined
            ? 'there is no authentication method: set one, for example universal'
            : `there is no authentication method "${unknown}": ${didYouMean(unknown, inlineMethodsOf(resource), 'set one, for example universal')}`,
        );
      }
      for (const { resource, spec } of specsOf(app, 'InfisicalStaticSecret')) {
        const { infisicalAuthRef } = spec;
        if (!isPlain(infisicalAuthRef) || !isEmpty(fields(infisicalAuthRef).name)) continue;
        report(resource, 'there is no authentication: set auth, or name an InfisicalAuth in infisicalAuthRef');
      }
    },
  },
  {
    id: 'A2',
    severity: Severity.ERROR,
    title: 'A resource has exactly one authentication method',
    check: (app, report) => {
      for (const { resource, methods } of inlineAuthentications(app)) {
        if (methods.length > 1) {
          report(
            resource,
            `there are ${methods.length} authentication methods (${methods.join(', ')}) and the operator would pick one at random: keep one`,
          );
        }
      }
    },
  },
  {
    id: 'A3',
    severity: Severity.ERROR,
    title: 'An InfisicalAuth has the block of its method, and no other',
    check: (app, report) => {
      for (const { resource, spec } of specsOf(app, 'InfisicalAuth')) {
        if (isPlain(spec.method)) checkBlocks(resource, spec, report);
      }
    },
  },
  {
    id: 'A4',
    severity: Severity.ERROR,
    title: 'Every reference has a namespace',
    check: (app, report) => {
      // A chart without a namespace leaves all references of a construct without one: that is told once.
      for (const [, [first, ...others]] of grouped(
        withoutNamespace(app),
        ({ resource }) => resource.construct ?? resource,
      )) {
        const what = fewOf([first, ...others].map(({ what }) => what));
        report(
          first.resource,
          `${what} ${others.length === 0 ? 'has' : 'have'} no namespace, and ${defaultFor(first.resource)}`,
        );
      }
    },
  },
  {
    id: 'A5',
    severity: Severity.ERROR,
    title: 'An authentication method has all that it needs',
    check: (app, report) => {
      for (const login of app.infisical.flatMap(loginsOf)) {
        const missing = missingParts(login);
        if (isIdentityEmpty(app, login)) missing.push('identityId: set the id of the machine identity');
        for (const part of missing) report(login.resource, `${login.name} authentication has no ${part}`);
      }
    },
  },
];

/** What names no namespace, where there is no default. */
function withoutNamespace({ infisical, managedObjects }: AppModel): { resource: Resource; what: string }[] {
  const objects = grouped(managedObjects, ({ owner }) => owner.resource);
  return infisical.flatMap((resource) => {
    const written = (objects.get(resource) ?? []).flatMap((object) =>
      object.namespace.value || isUnresolved(object) ? [] : [`the ${shownObject(object)}`],
    );
    const references = referencesIn(resource.manifest.spec, '').flatMap(([at, { secretNamespace, namespace }]) =>
      isEmpty(secretNamespace) && isEmpty(namespace) ? [`the reference ${at}`] : [],
    );
    return [...written, ...references].map((what) => ({ resource, what }));
  });
}

function defaultFor({ defaultNamespace }: Resource): string {
  const remedy =
    defaultNamespace === undefined
      ? 'set `namespace` on the Chart or on the construct'
      : `write { namespace: env.namespace } ("${defaultNamespace}") on the Chart`;
  return `the operator has no default namespace: ${remedy}`;
}

/** The authentication methods of the resources that carry them inline, as far as they can be read. */
function inlineAuthentications({ infisical }: AppModel): { resource: Resource; methods: string[] }[] {
  return infisical
    .filter((resource) => hasInlineAuthentication(resource) && isPlain(fields(resource.manifest.spec).authentication))
    .map((resource) => ({ resource, methods: loginsOf(resource).map(({ method }) => method) }));
}

function checkBlocks(resource: Resource, spec: Fields, report: Report): void {
  const method = METHODS.find(({ name }) => name === spec.method);
  if (method === undefined) {
    const known = METHODS.map(({ name }) => name);
    const remedy = `write one of ${quotedNames(known)}`;
    const meant = typeof spec.method === 'string' ? didYouMean(spec.method, known, remedy) : remedy;
    report(
      resource,
      isGiven(spec.method) ? `there is no method ${shown(spec.method)}: ${meant}` : `there is no method: ${remedy}`,
    );
    return;
  }
  const others = METHODS.filter(({ block }) => block !== method.block && isGiven(spec[block]));
  const wanted = `the method "${method.name}" needs the block ${method.block}`;
  if (isGiven(spec[method.block])) {
    for (const { name, block } of others) {
      report(
        resource,
        `the block ${block} does not belong to the method "${method.name}" and would be ignored: drop it, or write method: ${name}`,
      );
    }
  } else if (others.length > 0) {
    const [{ name, block }] = others;
    report(resource, `${wanted}, and there is only ${block}: add ${method.block}, or write method: ${name}`);
  } else report(resource, `${wanted}: add it`);
}

/** References to objects in a namespace, wherever they stand in a spec: their place and their fields. */
function referencesIn(value: unknown, at: string, depth = 0): [string, Fields][] {
  if (!isPlain(value) || depth > DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${at}[${index}]`, depth + 1));
  return Object.entries(fields(value)).flatMap(([key, child]): [string, Fields][] => {
    const place = at === '' ? key : `${at}.${key}`;
    if (isReference(place, key)) return isGiven(child) && isPlain(child) ? [[place, fields(child)]] : [];
    return isOpaque(place, key) ? [] : referencesIn(child, place, depth + 1);
  });
}

function isReference(place: string, key: string): boolean {
  if (isOpaque(place, key)) return false;
  return place === 'push.secret' || /Ref$|SecretReference$/.test(key);
}

/**
 * What is no reference, or another rule's: managed objects, certificates (H6), generators, which are in no namespace,
 * and texts of the user's own.
 */
function isOpaque(place: string, key: string): boolean {
  return place === 'tls' || ['managedSecretReference', 'generatorRef', 'template', 'metadata'].includes(key);
}
