import { basename } from 'node:path';
import { type Consumption, consumptionsByUse, isReference } from '../../../lib/model/consumption';
import { isOfRestartedKind, isRestarted, isWatchable, RESTARTED } from '../../../lib/model/operator-restarts';
import { isReloadedByOthers, isReloadedFor, RELOADER } from '../../../lib/model/reloaders';
import type { Workload } from '../../../lib/model/workloads';
import { listed } from '../../../lib/text/listed';
import { COMPOSE_SERVICE } from '../../access/compose-uses';
import type { UseInModel } from '../../access/key-use';
import { objectName } from '../../access-report/access-row';
import type { FolderNames } from '../../access-report/folder-names';
import type { Push } from '../../access-report/pushes';
import type { ReadManifest } from '../../manifests/read-manifests';
import { mountOf, readsOnlyAtStart } from './mounts';
import { ownAgentEffect } from './own-agent';
import { startedAnew, whyNotRolled } from './restart';
import type { RotatedUse } from './rotated-uses';
import type { Effect } from './rotation';

/** What is told of besides. */
interface Told {
  readonly pushes: readonly Push[];
  readonly names: FolderNames;
}

/** What becomes of who has a key, when the object, or the file, that it comes by has the new value. */
export function effectOn(rotated: RotatedUse, told: Told): Effect {
  const { use, row } = rotated;
  const { workload: read } = use;
  if (read !== undefined && row.holder.kind === COMPOSE_SERVICE) return onLaptop(read);
  const model = use.inModel;
  if (model === undefined) return unknown('what it does with it is not known here');
  if (row.via === 'reference' || (model.use !== undefined && isReference(model.use))) return ofReference(rotated, told);
  if (row.via === 'imagePullSecrets')
    return {
      outcome: 'next-use',
      sentence: 'has the new value at the next pull of an image: nothing has to restart',
      restart: [],
    };
  const manifest = read?.manifest ?? model.delivery?.resource.manifest;
  if (manifest === undefined) return unknown('what it does with it is not known here');
  const started = startedAnew(manifest, row.holder);
  if (row.via === 'driver')
    return {
      ...started,
      outcome: 'next-use',
      sentence: 'has the new value when the volume is mounted next, as when its pods start anew',
    };
  return (
    ownAgentEffect(rotated, started) ?? restartedBy(rotated, model, started) ?? keptOrRead(rotated, model, started)
  );
}

function onLaptop({ file, manifest }: ReadManifest): Effect {
  const isRun = basename(file).startsWith('infisical.run.');
  const who = `of whoever has ${manifest.metadata.name ?? 'it'} on a laptop`;
  const sentence = isRun
    ? `has the new value at the next \`cdk8s-infisical run\` ${who}: one with --watch starts the command again by itself`
    : `has the new value at the next \`make up\` ${who}`;
  return { outcome: 'next-start', sentence, restart: isRun ? [] : ['make up'] };
}

const PUSHES = /^(?:InfisicalPushSecret|InfisicalStaticSecretPush|(?:Cluster)?PushSecret)$/;

function ofReference({ row: { holder, cluster } }: RotatedUse, { pushes, names }: Told): Effect {
  if (!PUSHES.test(holder.kind))
    return unknown(`what the ${holder.kind} does with a new value, and when, is not known here`);
  const push = pushes.find((one) => one.cluster === cluster && objectName(one.resource) === objectName(holder));
  const where = push === undefined ? 'where it pushes to' : listed(push.folders.map((folder) => names.of(folder)));
  const sentence = `brings it back into Infisical, to ${where}: who reads it there has the new value after that, and is not told of here`;
  return { outcome: 'passes-on', sentence, restart: [] };
}

function unknown(sentence: string): Effect {
  return { outcome: 'unknown', sentence, restart: [] };
}

function consumptionOf({ app, use, object }: UseInModel): Consumption | undefined {
  if (use === undefined || object === undefined) return undefined;
  return consumptionsByUse(app)
    .get(use)
    ?.find((one) => one.object === object);
}

/** Who starts its pods anew without being asked to; undefined where nobody does. */
function restartedBy({ row, use }: RotatedUse, model: UseInModel, started: Effect): Effect | undefined {
  const { workload, app, object } = model;
  if (workload === undefined || use.workload === undefined) return undefined;
  const consumption = consumptionOf(model);
  const isWatched = object !== undefined && isWatchable(object, app.settings);
  const isByOperator = isWatched && consumption !== undefined && isRestarted(consumption);
  if (!isByOperator && !isReloaded(workload, model)) return undefined;
  const stays = whyNotRolled(use.workload.manifest);
  if (stays !== undefined)
    return { ...started, outcome: 'keeps', sentence: `keeps the old value: it asks to be restarted, but ${stays}` };
  if (isByOperator) {
    const sentence = `restarts by itself: the operator does that as soon as ${objectName(row.managed)} has changed`;
    return { outcome: 'restarts', sentence, restart: [] };
  }
  return { ...started, outcome: 'restarts-if-installed', sentence: byReloader(row.holder.kind, started) };
}

const ASKED = 'its annotations ask for that, and no manifest tells it';

function byReloader(kind: string, started: Effect): string {
  switch (kind) {
    case 'Job':
      return `${started.sentence}; where Reloader is installed, that makes it anew, so that it runs once more: ${ASKED}`;
    case 'Rollout':
      return `restarts by itself where Reloader is installed, and told of Argo Rollouts: ${ASKED}`;
    default:
      return `restarts by itself where Reloader or Wave is installed: ${ASKED}`;
  }
}

/** The kinds that Reloader starts anew, of which Wave knows the first three; what it does with others is not told here. */
const RELOADED: ReadonlySet<string> = new Set([...RESTARTED, 'Rollout', 'Job']);

function isReloaded(workload: Workload, { object, delivery, use }: UseInModel): boolean {
  if (!RELOADED.has(workload.resource.manifest.kind)) return false;
  if (object !== undefined) return isReloadedByOthers(workload, object) === true;
  if (use === undefined || delivery === undefined) return false;
  const isMatched = () => JSON.stringify(delivery.resource.manifest).includes(`"${RELOADER}/match":"true"`);
  return isReloadedFor(workload, { kind: use.kind, name: use.name, isMatched }) === true;
}

function keptOrRead(rotated: RotatedUse, model: UseInModel, started: Effect): Effect {
  const { row } = rotated;
  const { use } = model;
  const workload = model.workload ?? workloadOf(rotated);
  const reason = whyNotReloaded(rotated, model);
  if (row.via === 'env' || row.via === 'envFrom' || workload === undefined || row.file === undefined) {
    return { ...started, sentence: `${started.sentence}${reason}` };
  }
  const mount = mountOf(workload, row.container, row.file);
  if (mount?.isPart) {
    const part = ' (a subPath, which Kubernetes never updates)';
    return { ...started, sentence: `${started.sentence}${part}${reason}` };
  }
  if (readsOnlyAtStart(workload, row.container)) {
    return { ...started, sentence: `${started.sentence}: an init container reads its file when a pod starts${reason}` };
  }
  const isCsi = model.delivery !== undefined && use === undefined;
  if (isCsi) return ofDriver(started);
  if (started.outcome === 'next-run') return started;
  return {
    ...started,
    outcome: 'reads-again',
    sentence:
      'its file has the new value about a minute after that, once the kubelet has looked (1m by default, and what its cache adds): the program must read it again, or be restarted',
  };
}

/** The workload that gets a file without an object between. */
function workloadOf({ use }: RotatedUse): Workload | undefined {
  return use.inModel?.app.workloads.find(({ resource }) => resource.manifest === use.workload?.manifest);
}

function ofDriver(started: Effect): Effect {
  const sentence = `${started.sentence}, unless the driver was installed with enableSecretRotation, which no manifest tells: then its file is new within about 2m, and the program must read it again`;
  return { ...started, sentence };
}

/** Why the operator does not restart what asks for it. */
function whyNotReloaded({ row }: RotatedUse, model: UseInModel): string {
  const { workload, object, app } = model;
  const consumption = consumptionOf(model);
  if (!workload?.autoReload || object === undefined || consumption === undefined) return '';
  if (!isRestarted(consumption))
    return `: it asks for auto-reload, which does not ${isOfRestartedKind(workload) ? 'look there (C8)' : 'restart this kind (C7)'}`;
  return isWatchable(object, app.settings)
    ? ''
    : `: it asks for auto-reload, for which the name of ${objectName(row.managed)} is too long (M8)`;
}
