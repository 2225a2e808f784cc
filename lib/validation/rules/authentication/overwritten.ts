import { grouped } from '../../../collections/grouped';
import { namedObject, qualifiedName } from '../../../model/address';
import { type AppModel, perApp } from '../../../model/app-model';
import { type KeyReference, keyReferencesOf } from '../../../model/credentials';
import { pathText } from '../../../model/field';
import {
  isLease,
  isUnresolved,
  type ManagedObject,
  type OperatorResource,
  placedObject,
  writtenKeys,
} from '../../../model/operator-resource';
import type { Resource } from '../../../model/resource';
import { connectionOf, resourceReferredTo } from '../../../model/resource-referred-to';
import { fewOf } from '../../../text/few-of';
import { quotedKey } from '../../../text/key-name';
import { listed } from '../../../text/listed';
import { ruleOn, Severity } from '../../rule';
import { writing } from '../managed-objects/writing';

export const A17 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'Nothing is written over the Secret that a login reads',
  why: 'The operator takes over a Secret that exists and replaces all of its data: after the first sync the credentials are gone, and no login with them works any more. A lease comes beside them, for whoever uses it to log in with.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (updateInfisicalManagedKubeSecret), internal/services/infisicalstaticsecret/reconciler.go (SyncKubeSecret), internal/services/infisicaldynamicsecret/reconciler.go (CreateDynamicSecretLease), which sets an annotation of a Secret that may have none: none looks who else reads it',
  bad: writing({ secretName: 'infisical-credentials' }),
  good: writing({ secretName: 'api-secrets' }),
  check: (object, report, app) => {
    const { owner, kind, name, namespace } = object;
    if (kind !== 'Secret' || isUnresolved(object) || !name.value || !namespace.value) return;
    const hit = readersHit(object, qualifiedName({ name: name.value, namespace: namespace.value }), app);
    if (hit.length === 0) return;
    const keys = listed([...new Set(hit.map(({ key }) => quotedKey(key)))]);
    const places = fewOf(hit.map((reference) => placeOf(reference, owner.resource)));
    const effect = isLease(object) ? LEASED_INTO : replacing(keys);
    report(name, `the ${placedObject(object)} is where the operator finds ${keys} for ${places}: ${effect}`);
  },
});

const OTHER_NAME = 'choose another name for what is written';
const LEASED_INTO = `it would write each lease beside, so that whoever uses the lease can log in, and fail at each run, with one more lease every time, if the Secret has no annotations: ${OTHER_NAME}`;

function replacing(keys: string): string {
  return `it replaces all data of that Secret, and after the first sync no login works any more: ${OTHER_NAME}, or let its template write ${keys} too, if that comes from Infisical`;
}

const readersBySecret = perApp((app) => grouped(keyReferencesOf(app), qualifiedName));
const readersByResource = perApp((app) => grouped(keyReferencesOf(app), ({ resource }) => resource));

/** So many are looked at of those who read one Secret: the first tell enough. */
const MOST_READERS = 50;

/** Those who read keys that are certainly not what is written. */
function readersHit(object: ManagedObject, address: string, app: AppModel): readonly KeyReference[] {
  const { template, data } = object;
  const all = readersBySecret(app).get(address);
  if (all === undefined) return [];
  const own = loginOf(object.owner, app)
    .flatMap((resource) => readersByResource(app).get(resource) ?? [])
    .filter((reference) => qualifiedName(reference) === address);
  const readers = [...new Set([...own, ...all.slice(0, MOST_READERS)])];
  const keys = writtenKeys(object);
  if (keys !== undefined) return readers.filter(({ key }) => !keys.has(key));
  if (isLease(object)) return readers.filter((reference) => own.includes(reference) || !LEASED.test(reference.key));
  if (template.isUnresolved || data.isUnresolved || typeof data.raw === 'string') return [];
  // A folder of which nobody knows the keys may hold the credentials of another login, and hardly its own.
  const declared = new Set(data.entries().map(([key]) => key));
  return own.filter(({ key }) => !declared.has(key));
}

/** How the keys of leases are written: `DB_PASSWORD`. */
const LEASED = /^[A-Z0-9_]+$/;

/** What a resource logs in with: itself, or what it refers to. */
function loginOf(owner: OperatorResource, app: AppModel): readonly Resource[] {
  const auth = resourceReferredTo(app, 'InfisicalAuth', owner.logsInWith);
  const all = [owner, auth, connectionOf(app, owner)].flatMap((one) => one?.resource ?? []);
  return [...new Set(all)];
}

function placeOf({ resource, field }: KeyReference, writer: Resource): string {
  const place = pathText(field.path.slice(1));
  return resource === writer ? `its own ${place}` : `${place} of ${namedObject(resource.manifest)}`;
}
