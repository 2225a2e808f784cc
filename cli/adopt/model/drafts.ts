import { qualifiedName } from '../../../lib/model/address';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { asCanonical, canonicalResource } from '../../comparison/canonical';
import { diffTrees } from '../../comparison/difference';
import type { ReadManifest } from '../../manifests/read-manifests';
import { NewExpression, Reference } from '../../typescript/code';
import { type Draft, type Form, type Make, withName } from '../draft/draft';
import { library, type Props, THIS } from '../draft/expressions';
import { generatorReference, type ManagedSecrets } from '../draft/managed-names';
import type { TargetChart } from '../draft/metadata';
import { dynamicSecretProps, generatorMaker, pushedSecretProps, staticSecretPushProps } from '../draft/other-resources';
import { rawObject } from '../draft/raw';
import { appProps } from '../draft/secret-synced-app';
import { infisicalSecretProps, staticSecretProps } from '../draft/synced-secret';
import { targetsOf, templatesIn } from '../draft/target';
import { isSame, objectsMadeBy, patchesFor } from '../draft-objects';
import type { Moving } from '../migration/migrate';
import type { StaticLogin } from './logins';

/** More patches than this, and the object is easier to read as it stands. */
const MOST_PATCHES = 4;

export interface DraftContext {
  readonly chart: TargetChart;
  readonly loginOf: (staticSecret: OperatorResource) => StaticLogin;
  /** The kind of a generator that is declared in the same chart. */
  readonly generatorKind: (name: string) => string | undefined;
  /** How an InfisicalSecret moves to v1beta1; absent where none shall. */
  readonly move?: (read: ReadManifest, chart: TargetChart) => Moving | undefined;
}

export function resourceDraft(read: ReadManifest, context: DraftContext): Draft {
  const resource = canonicalResource(read.manifest);
  if (resource === undefined) return rawDraft(read, context);
  const { metadata } = read.manifest;
  const managed = managedSecretOf(resource)?.name ?? '';
  const reference = new Reference('managed', managed, qualifiedName(metadata));
  switch (resource.kind) {
    case 'InfisicalSecret': {
      const moving = context.move?.(read, context.chart);
      if (moving !== undefined)
        return { form: 'SyncedSecret', of: read, alsoOf: [], patches: [], reference, ...moving };
      return draftOrRaw(read, context, 'SyncedSecret', infisicalSecretProps(resource, context.chart), reference);
    }
    case 'InfisicalStaticSecret': {
      const { props, comesWith } = context.loginOf(resource);
      const draft = staticSecretProps(resource, context.chart, props);
      return draftOrRaw(read, context, 'SyncedSecret', draft, reference, comesWith);
    }
    case 'InfisicalDynamicSecret':
      return draftOrRaw(read, context, 'DynamicSecret', dynamicSecretProps(resource, context.chart), reference);
    case 'InfisicalPushSecret':
      return draftOrRaw(
        read,
        context,
        'PushedSecret',
        pushedSecretProps(resource, context.chart, context.generatorKind),
      );
    case 'InfisicalStaticSecretPush':
      return draftOrRaw(read, context, 'StaticSecretPush', staticSecretPushProps(read.manifest, context.chart));
    case 'ClusterGenerator': {
      const make = generatorMaker(resource);
      const reference = generatorReference(resource.spec.text('kind').value ?? '', metadata.name ?? '');
      if (make === undefined) return rawDraft(read, context);
      return patchedOrRaw(read, context, { form: 'SecretGenerator', make, reference, alsoOf: [] });
    }
    default:
      return rawDraft(read, context);
  }
}

function draftOrRaw(
  read: ReadManifest,
  context: DraftContext,
  form: Form,
  props: Props | undefined,
  reference?: Reference,
  alsoOf: readonly ReadManifest[] = [],
): Draft {
  if (props === undefined) return rawDraft(read, context);
  return patchedOrRaw(read, context, { form, make: constructMaker(form, read, props), reference, alsoOf });
}

function constructMaker(form: Form, { manifest }: ReadManifest, props: Props): Make {
  return (id) => new NewExpression(library(form), THIS, id, withName(manifest.metadata.name, id, props));
}

/** The attempt with the patches that it needs; the object as it stands where that are too many. */
function patchedOrRaw(
  read: ReadManifest,
  context: DraftContext,
  attempt: Pick<Draft, 'form' | 'make' | 'reference' | 'alsoOf'>,
): Draft {
  const { manifest } = read;
  const result = patchesFor(manifest, attempt.make, manifest.metadata.name ?? '', context.chart);
  if (result === undefined || result.patches.length > MOST_PATCHES) return rawDraft(read, context);
  return { ...attempt, of: read, ...result };
}

export function rawDraft(read: ReadManifest, { chart }: Pick<DraftContext, 'chart'>): Draft {
  return { form: 'ApiObject', of: read, alsoOf: [], ...rawObject(read.manifest, chart) };
}

/** The draft of a workload: an application where it is one, with its Service if that is no more than a port. */
export function workloadDraft(
  read: ReadManifest,
  chart: TargetChart,
  secrets: ManagedSecrets,
  service: ReadManifest | undefined,
): Draft {
  const { manifest } = read;
  if (manifest.kind !== 'Deployment' || manifest.apiVersion !== 'apps/v1') return rawDraft(read, { chart });
  const both = { written: manifest, canonical: asCanonical(manifest) };
  for (const ownService of service === undefined ? [undefined] : [service, undefined]) {
    for (const takeOver of mayHaveOurDefaults(manifest) ? [false, true] : [true]) {
      const own = ownService && asCanonical(ownService.manifest);
      const props = appProps(both, chart, secrets, { takeOver, service: own });
      if (props === undefined) return rawDraft(read, { chart });
      const make = constructMaker('SecretSyncedApp', read, props);
      const result = patchesFor(manifest, make, manifest.metadata.name ?? '', chart);
      if (result === undefined || result.patches.length > (takeOver ? MOST_PATCHES : 0)) continue;
      if (ownService !== undefined && !makesService(make, ownService.manifest, chart)) continue;
      return { form: 'SecretSyncedApp', of: read, alsoOf: ownService ? [ownService] : [], make, ...result };
    }
  }
  return rawDraft(read, { chart });
}

function mayHaveOurDefaults(manifest: Manifest): boolean {
  return Field.of(manifest).flag('spec', 'template', 'spec', 'automountServiceAccountToken').value === false;
}

function makesService(make: Make, was: Manifest, chart: TargetChart): boolean {
  const made = objectsMadeBy(make, was.metadata.name ?? '', chart)?.find((object) => isSame(object, was));
  return made !== undefined && diffTrees(asCanonical(was), asCanonical(made)).length === 0;
}

/** Whether the Service of its name may be what an application makes: it has one port and selects its pods. */
export function mayBeServiceOf(service: Manifest, deployment: Manifest): boolean {
  const spec = Field.of(service).at('spec');
  const labels = Field.of(deployment).at('spec', 'selector', 'matchLabels');
  return spec.at('ports').items().length === 1 && sortedTexts(spec.at('selector')) === sortedTexts(labels);
}

function sortedTexts(labels: Field): string {
  return JSON.stringify(
    labels
      .entries()
      .map(([name, { raw }]) => [name, raw])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}

/** The managed Secret of the construct for a resource in canonical form; undefined where there is none. */
function managedSecretOf(resource: OperatorResource): ManagedName | undefined {
  const target = targetsOf(resource).find(({ kind }) => kind === 'Secret');
  if (target?.name.value === undefined) return undefined;
  const templates = target.includesAll ? undefined : templatesIn(target.data);
  return {
    name: target.name.value,
    namespace: target.namespace.value,
    keys: templates && new Set(templates.map(([key]) => key)),
  };
}

/** The managed Secret of a draft, by which workloads of its namespace refer to it; undefined where it has none. */
export function managedSecretOfDraft({ form, of: { manifest } }: Draft): ManagedName | undefined {
  if (form !== 'SyncedSecret' && form !== 'DynamicSecret') return undefined;
  const resource = canonicalResource(manifest);
  return resource && managedSecretOf(resource);
}

interface ManagedName {
  readonly namespace: string | undefined;
  readonly name: string;
  /** The keys that it has; undefined where nobody can know. */
  readonly keys: ReadonlySet<string> | undefined;
}
