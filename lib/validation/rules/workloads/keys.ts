import { grouped } from '../../../collections/grouped';
import { namedObject } from '../../../model/address';
import { type AppModel, isOfOperator } from '../../../model/app-model';
import {
  type Consumption,
  isReference,
  keysAnywhere,
  objectsByWriter,
  soleObjectsOf,
  usersByObject,
} from '../../../model/consumption';
import { pathText } from '../../../model/field';
import { type ManagedObject, placedObject, writtenKeys } from '../../../model/operator-resource';
import { existingKeys, objectOf, type Resource } from '../../../model/resource';
import { copiedKeys, templatesByObject } from '../../../model/secret-templates';
import type { ObjectUse, Workload } from '../../../model/workloads';
import { didYouMean } from '../../../text/did-you-mean';
import { keyNameProblem, namedKeys, quotedKey, quotedText } from '../../../text/key-name';
import { type ExampleObject, ruleOn, Severity } from '../../rule';
import { usersOf } from './key-users';
import { using, variable } from './using';

/** So many folders are told that have a key which is missing. */
const MOST_FOLDERS = 2;

export const C2 = ruleOn('consumption', {
  severity: Severity.ERROR,
  title: 'A workload uses only keys that are written',
  why: 'The kubelet does not start a container that takes a key which its Secret does not have: CreateContainerConfigError.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  bad: using({ env: [variable('DB', { key: 'TOKN' }), variable('TOKEN')] }),
  good: using({ env: [variable('DB'), variable('TOKEN')] }),
  check: ({ object, uses }, report, app) => {
    for (const [key, users] of grouped(uses, (use) => use.key)) {
      // What is no name of a key is K7.
      if (key === undefined || keyNameProblem(key) !== undefined || users.every(isReference)) continue;
      if (keysAnywhere(app).get(users[0])?.has(key)) continue;
      const problem = missingKeyProblem(app, object, key, users);
      if (problem) report(users[0].keyField, `${usersOf(users)} the key ${quotedKey(key)}, ${problem}`);
    }
  },
});

export const C22 = ruleOn('consumption', {
  severity: Severity.WARNING,
  title: 'An Issuer, a database and whatever else names a managed Secret takes only keys that are written',
  why: 'Its controller waits for a key that nobody writes, or goes on without it: neither it nor the operator says so here.',
  source: 'the CRD of each kind; https://kubernetes.io/docs/concepts/configuration/secret/',
  bad: { keys: ['TOKEN'], objects: [{ kind: 'InfisicalSecret' }, issuerTaking('TOKN')] },
  good: { keys: ['TOKEN'], objects: [{ kind: 'InfisicalSecret' }, issuerTaking('TOKEN')] },
  check: ({ workload, object, uses }, report, app) => {
    // What is in no namespace looks for the Secret in one that is set where its controller runs.
    if (!workload.namespace || workload.namespace !== object.namespace.value) return;
    for (const use of uses) {
      const { key, via } = use;
      if (key === undefined || via !== 'reference' || keyNameProblem(key) !== undefined) continue;
      // Of what a login reads, A17 says more.
      if (isLogin(workload) && writtenKeys(object)?.has(key) === false) continue;
      const problem = missingKeyProblem(app, object, key, [use]);
      if (problem) report(use.keyField, `${pathText(use.field.path)} names the key ${quotedKey(key)}, ${problem}`);
    }
  },
});

/** Nobody knows what a push of v1beta1 reads. */
function isLogin({ resource: { manifest } }: Workload): boolean {
  return isOfOperator(manifest) && manifest.kind !== 'InfisicalStaticSecretPush';
}

function issuerTaking(key: string): ExampleObject {
  const apiTokenSecretRef = { name: 'api-secrets', key };
  const solvers = [{ dns01: { cloudflare: { apiTokenSecretRef } } }];
  return { kind: 'Issuer', spec: { acme: { server: 'https://acme.example.com', solvers } } };
}

function missingKeyProblem(app: AppModel, object: ManagedObject, key: string, users: readonly ObjectUse[]) {
  const { resource } = object.owner;
  if (copiedKeys(app).get(object)?.has(key)) {
    const { where, remedy } = aboutMissing(resource, key, existingKeys(resource));
    return `which the source of ${namedObject(resource.manifest)} does not have${where}: ${remedy}`;
  }
  const keys = soleObjectsOf(app).has(object) ? writtenKeys(object) : undefined;
  if (keys === undefined || keys.has(key) || users.every(({ isOptional }) => isOptional)) return undefined;
  const { where, remedy } = aboutMissing(resource, key, keys);
  return `which ${namedObject(resource.manifest)} does not write into the ${placedObject(object)}${where}: ${remedy}`;
}

function aboutMissing(resource: Resource, key: string, keys: Iterable<string> = []) {
  const { where, declare } = foldersOfKey(resource, key);
  return { where, remedy: didYouMean(key, namedKeys(keys), `${declare}, or drop it here`) };
}

/** What the catalogue says of a key that is missing, and what to do about it. */
function foldersOfKey({ knownKeys, keyFolders }: Resource, key: string): { where: string; declare: string } {
  const [nearest, ...others] = (keyFolders?.othersWith(key) ?? []).slice(0, MOST_FOLDERS);
  if (keyFolders !== undefined && nearest !== undefined) {
    const has = [nearest, ...others].map(quotedText).join(' and at ');
    const lacks = keyFolders.own.map(quotedText).join(' and at ');
    return {
      where: `, as there is no such key at ${lacks}, but at ${has}`,
      declare: 'create it in Infisical and import the keys again',
    };
  }
  return { where: '', declare: knownKeys === undefined ? 'write it there' : 'import the keys again if it is new' };
}

export const C3 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A declared key is used',
  why: 'Each key that is written without a user can leak without a use.',
  source: 'least privilege: https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  bad: { ...using({ env: [variable('TOKEN')] }), keys: ['TOKEN', 'OLD_TOKEN'] },
  good: { ...using({ env: [variable('TOKEN')] }), keys: ['TOKEN'] },
  check: (app, report) => {
    for (const [writer, objects] of objectsByWriter(app)) {
      for (const key of unusedKeys(app, writer, objects)) {
        report(
          writer,
          objectOf(writer).at('spec'),
          `the declared key ${quotedKey(key)} is used by no workload: drop it, so that nobody gets it`,
        );
      }
    }
  },
});

/** Declared keys that provably nobody uses: all users of all objects are known, and none takes a whole object. */
function unusedKeys(app: AppModel, { declaredKeys }: Resource, objects: readonly ManagedObject[]): readonly string[] {
  if (declaredKeys === undefined) return [];
  const used = new Set<string>();
  for (const object of objects) {
    const users = usersByObject(app).get(object) ?? [];
    if (users.length === 0 || users.some(usesWhole) || object.data.isUnresolved) return [];
    for (const { key } of users.flatMap(({ uses }) => uses)) {
      if (key !== undefined && !object.data.at(key).isGiven) used.add(key);
    }
    for (const { parsed } of templatesByObject(app).get(object) ?? []) {
      if (parsed.usesAll) return [];
      for (const { key } of parsed.lookups) used.add(key);
    }
  }
  return declaredKeys.filter((key) => !used.has(key));
}

function usesWhole({ uses }: Consumption): boolean {
  return uses.some(({ key }) => key === undefined);
}
