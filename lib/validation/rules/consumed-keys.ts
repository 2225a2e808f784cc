import { grouped } from '../../collections/grouped';
import { fields } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import {
  type Consumption,
  consumptionsOf,
  objectsByWriter,
  soleObjectsOf,
  usersByObject,
} from '../../model/consumption';
import { variableNameProblem } from '../../model/kubernetes-names';
import type { ManagedObject } from '../../model/managed-objects';
import { existingKeys, type Resource } from '../../model/resource';
import { copiedKeys, templatesByObject } from '../../model/secret-templates';
import type { ObjectUse } from '../../model/workloads';
import { isPlain, writtenKeys } from '../../model/written-keys';
import { didYouMean } from '../../text/did-you-mean';
import { keyNameProblem, namedKeys, quotedKey, quotedText } from '../../text/key-name';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';
import { usersOf } from './key-users';

/** So many places are told that have a key which is missing. */
const MOST_PLACES = 2;

/** The keys that workloads use, against those that are written. */
export const CONSUMED_KEY_RULES: readonly Rule[] = [
  {
    id: 'C2',
    severity: Severity.ERROR,
    title: 'A workload uses only keys that are written',
    check: (app, report) => {
      for (const { workload, object, uses } of consumptionsOf(app)) {
        for (const [key, users] of grouped(uses, (use) => use.key)) {
          // What is no name of a key is K7.
          if (key === undefined || keyNameProblem(key) !== undefined) continue;
          const problem = missingKeyProblem(app, object, key, users);
          if (problem) report(workload.resource, `${usersOf(users)} the key ${quotedKey(key)}, ${problem}`);
        }
      }
    },
  },
  {
    id: 'C3',
    severity: Severity.WARNING,
    title: 'A declared key is used',
    check: (app, report) => {
      for (const [writer, objects] of objectsByWriter(app)) {
        for (const key of unusedKeys(app, writer, objects)) {
          report(writer, `the declared key ${quotedKey(key)} is used by no workload: drop it, so that nobody gets it`);
        }
      }
    },
  },
  {
    id: 'C5',
    severity: Severity.WARNING,
    title: 'A workload that takes a whole managed object into its environment knows the keys',
    check: (app, report) => {
      for (const { workload, object, uses } of consumptionsOf(app)) {
        const whole = uses.find(({ via }) => via === 'envFrom');
        if (whole === undefined || object.writer.manifest.kind === 'InfisicalDynamicSecret') continue;
        const problem = wholeProblem(writtenKeys(object), whole.prefix);
        if (problem) report(workload.resource, `envFrom of the managed ${placeOf(object)} ${problem}`);
      }
    },
  },
];

function missingKeyProblem(app: AppModel, object: ManagedObject, key: string, users: readonly ObjectUse[]) {
  const { writer } = object;
  const { where, declare } = placesOfKey(writer, key);
  const remedy = (keys: Iterable<string>) => didYouMean(key, namedKeys(keys), `${declare}, or drop it here`);
  if (copiedKeys(app).get(object)?.has(key)) {
    return `which the source of ${writerOf(object)} does not have${where}: ${remedy(existingKeys(writer) ?? [])}`;
  }
  const keys = soleObjectsOf(app).has(object) ? writtenKeys(object) : undefined;
  if (keys === undefined || keys.has(key) || users.every(({ optional }) => optional)) return undefined;
  return `which ${writerOf(object)} does not write into the managed ${placeOf(object)}${where}: ${remedy(keys)}`;
}

/** What the catalogue says of a key that is missing, and what to do about it. */
function placesOfKey({ knownKeys, keyPlaces }: Resource, key: string): { where: string; declare: string } {
  const [nearest, ...others] = (keyPlaces?.othersWith(key) ?? []).slice(0, MOST_PLACES);
  if (keyPlaces !== undefined && nearest !== undefined) {
    const has = [nearest, ...others].map(quotedText).join(' and at ');
    const lacks = keyPlaces.own.map(quotedText).join(' and at ');
    return {
      where: `, as there is no such key at ${lacks}, but at ${has}`,
      declare: 'create it in Infisical and import the keys again',
    };
  }
  return { where: '', declare: knownKeys === undefined ? 'declare it there' : 'import the keys again if it is new' };
}

function placeOf({ kind, name, namespace }: ManagedObject): string {
  return `${kind} "${namespace ?? ''}/${name}"`;
}

function writerOf({ writer }: ManagedObject): string {
  return `${writer.manifest.kind} "${writer.manifest.metadata.name ?? ''}"`;
}

/** Declared keys that provably nobody uses: all users of all objects are known, and none takes a whole object. */
function unusedKeys(app: AppModel, { declaredKeys }: Resource, objects: readonly ManagedObject[]): readonly string[] {
  if (declaredKeys === undefined) return [];
  const used = new Set<string>();
  for (const object of objects) {
    const users = usersByObject(app).get(object) ?? [];
    if (users.length === 0 || users.some(usesWhole) || !isPlain(object.template?.data)) return [];
    const rendered = fields(object.template?.data);
    for (const { key } of users.flatMap(({ uses }) => uses)) {
      if (key !== undefined && !Object.hasOwn(rendered, key)) used.add(key);
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

function wholeProblem(keys: ReadonlySet<string> | undefined, prefix: string): string | undefined {
  if (keys === undefined) {
    return 'gives the container every key, whichever there are: declare the keys, or take single ones with secretKeyRef';
  }
  const skipped = [...keys].filter((key) => variableNameProblem(`${prefix}${key}`) !== undefined);
  if (skipped.length === 0) return undefined;
  const names = skipped.map(quotedKey).join(', ');
  return `leaves out ${names}, which cannot name a variable: take it with secretKeyRef`;
}
