import { durationText, isNoDuration, SHORTEST_INTERVAL } from '../../../lib/model/duration';
import { Field } from '../../../lib/model/field';
import { goSeconds } from '../../../lib/model/go-duration';
import { doesOperator } from '../../../lib/model/operator-features';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { intervalOf } from '../../../lib/model/polling';
import { isFilledInLater } from '../../../lib/model/resource';
import type { UseInModel } from '../../access/key-use';
import { type AccessRow, objectName } from '../../access-report/access-row';
import { kubectl, versionOf } from './commands';
import type { Arrival } from './rotation';

/** When the object between Infisical and a reader has the new value; undefined where there is no such object. */
export function arrivalAt(
  row: AccessRow,
  { app, object, delivery }: UseInModel,
  isReferred: boolean,
): Arrival | undefined {
  if (object !== undefined) return arrivalByOperator(row, object.owner, { app, isReferred });
  // Of what nobody takes from there, no object is named.
  if (delivery === undefined || !HELD.test(row.managed.kind)) return undefined;
  const { kind, apiVersion } = delivery.resource.manifest;
  if (apiVersion.startsWith('external-secrets.io/'))
    return arrivalByExternalSecrets(row, Field.of(delivery.resource.manifest));
  const is = `${objectName(row.managed)} is written by the driver for ${kind} ${row.resource.name}`;
  return {
    sentence: `${is}: it has the new value within about 2m where the driver was installed with enableSecretRotation, which no manifest tells; else once all pods that mount the class are gone`,
    fetch: [],
    hasten: [],
    look: [],
  };
}

const HELD = /^(?:Secret|ConfigMap)$/;

interface Asked {
  readonly app: UseInModel['app'];
  /** Whether it is the value of another key that changes. */
  readonly isReferred: boolean;
}

function arrivalByOperator(row: AccessRow, owner: OperatorResource, asked: Asked): Arrival {
  const { resource, generation, interval, instantUpdates } = owner;
  const [object, writer] = [objectName(row.managed), objectName(row.resource)];
  const look = [versionOf(row.managed)];
  const ask = generation === 'v1beta1' ? [kubectl('annotate', row.resource, '--overwrite', 'retry="$(date +%s)"')] : [];
  const stated = [interval, owner.spec.at('resyncInterval')].map(({ raw }) => raw);
  if (stated.some((text) => isFilledInLater(resource, text)))
    return {
      sentence: `when ${object} has the new value is not known: how often ${writer} asks is filled in later`,
      fetch: [],
      hasten: ask,
      look,
    };
  const seconds = intervalOf(owner, asked.app.settings);
  const never = `${object} does not get the new value by itself`;
  if (typeof interval.raw === 'string' && isNoDuration(interval.raw) && seconds === undefined)
    return { sentence: `${never}: ${writer} asks only when it is changed itself`, fetch: ask, hasten: [], look };
  if (seconds === undefined || seconds < SHORTEST_INTERVAL)
    return {
      sentence: `${never}: how often ${writer} asks is none that the operator takes, and has to be mended`,
      fetch: [],
      hasten: [],
      look,
    };
  const isInstant = instantUpdates.value === true && !asked.isReferred && areInstant(owner, asked.app);
  const every = `${writer} asks every ${durationText(seconds)}`;
  const sentence = isInstant
    ? `${object} has the new value at once where Infisical tells the operator of changes, which not every plan has, and else within ${durationText(seconds)}: ${every}`
    : `${object} has the new value within ${durationText(seconds)}: ${every}`;
  return { within: seconds, sentence, fetch: [], hasten: ask, look };
}

/** Whether Infisical can tell the operator of changes there, where its plan has that. */
function areInstant({ kind, generation, logins, sources }: OperatorResource, { settings }: UseInModel['app']): boolean {
  if (generation === 'v1beta1')
    return doesOperator(settings, 'slugInstantUpdates') || sources.every(({ projectId }) => projectId.isGiven);
  if (kind !== 'InfisicalSecret' || logins.some(({ method }) => method.legacy !== undefined)) return false;
  return doesOperator(settings, 'projectIdInstantUpdates') || sources.every(({ projectSlug }) => projectSlug.isGiven);
}

/** The interval of External Secrets Operator where none is written, in seconds. */
const USUAL = 3_600;

function arrivalByExternalSecrets(row: AccessRow, manifest: Field): Arrival {
  const isOfCluster = row.resource.kind === 'ClusterExternalSecret';
  const spec = isOfCluster ? manifest.at('spec', 'externalSecretSpec') : manifest.at('spec');
  const [object, writer] = [objectName(row.managed), objectName(row.resource)];
  const ask = isOfCluster ? [] : [kubectl('annotate', row.resource, '--overwrite', 'force-sync="$(date +%s)"')];
  const look = isOfCluster ? [] : [kubectl('get', row.resource, "--output 'jsonpath={.status.refreshTime}'")];
  const anew = onceMore(row, spec.at('target', 'creationPolicy'));
  const interval = spec.at('refreshInterval').raw;
  const policy = spec.at('refreshPolicy').raw;
  const seconds = interval === undefined ? USUAL : typeof interval === 'string' ? goSeconds(interval) : undefined;
  if (spec.at('target', 'immutable').raw === true)
    return {
      sentence: `${object} never gets the new value, as ${writer} makes it immutable: ${anew.what}`,
      fetch: anew.commands,
      hasten: [],
      look: [],
    };
  if (policy === 'OnChange')
    return {
      sentence: `${object} gets the new value only when ${writer} itself is changed`,
      fetch: ask,
      hasten: [],
      look,
    };
  if (policy === 'CreatedOnce' || (seconds !== undefined && seconds <= 0))
    return {
      sentence: `${object} does not get the new value by itself, as ${writer} asks once: ${anew.what}`,
      fetch: anew.commands,
      hasten: [],
      look,
    };
  if (seconds === undefined)
    return {
      sentence: `when ${object} has the new value is not known: the refreshInterval of ${writer} is no duration here`,
      fetch: [],
      hasten: ask,
      look,
    };
  const windows = spec.at('syncWindows').isGiven ? ', unless its syncWindows hold that back' : '';
  const every = durationText(seconds);
  return {
    within: seconds,
    sentence: `${object} has the new value within ${every}: ${writer} asks every ${every}${windows}`,
    fetch: [],
    hasten: ask,
    look,
  };
}

/** What makes External Secrets Operator ask again where it has asked: a Secret that it does not own, it may not make anew. */
function onceMore(
  { managed }: AccessRow,
  creationPolicy: Field,
): { readonly what: string; readonly commands: string[] } {
  if (creationPolicy.isGiven && creationPolicy.raw !== 'Owner')
    return { what: 'it has to be changed by whoever has made it', commands: [] };
  const what =
    'delete the Secret, which External Secrets Operator then makes anew; pods that start meanwhile wait for it';
  return { what, commands: [kubectl('delete', managed)] };
}
