import { qualifiedName } from '../../../lib/model/address';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { canonicalResource } from '../../comparison/canonical';
import type { ReadManifest } from '../../manifests/read-manifests';
import { NewExpression, Reference } from '../../typescript/code';
import { type Draft, type Form, type Make, withName } from '../draft/draft';
import { library, type Props, THIS } from '../draft/expressions';
import { generatorReference } from '../draft/managed-names';
import type { TargetChart } from '../draft/metadata';
import { dynamicSecretProps, generatorMaker, pushedSecretProps, staticSecretPushProps } from '../draft/other-resources';
import { infisicalSecretProps, staticSecretProps } from '../draft/synced-secret';
import { targetsOf, templatesIn } from '../draft/target';
import { patchesFor } from '../draft-objects';
import type { Moving } from '../migration/migrate';
import type { StaticLogin } from './logins';
import { rawDraft } from './raw-draft';

/** More patches than this, and the object is easier to read as it stands. */
const MOST_PATCHES = 4;

export interface DraftContext {
  readonly chart: TargetChart;
  readonly loginOf: (staticSecret: OperatorResource) => StaticLogin;
  /** Logins that stand by themselves, by their InfisicalAuth. */
  readonly standing?: ReadonlyMap<ReadManifest, StaticLogin>;
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
    case 'InfisicalAuth':
      return loginDraft(read, context);
    default:
      return rawDraft(read, context);
  }
}

/** A login that stands by itself, with its connection. */
function loginDraft(read: ReadManifest, context: DraftContext): Draft {
  const login = context.standing?.get(read);
  if (login === undefined) return rawDraft(read, context);
  const { name } = read.manifest.metadata;
  const make: Make = (id) => {
    const own = id === name ? {} : { authName: name };
    return new NewExpression(library('InfisicalLogin'), THIS, id, { ...own, ...login.props });
  };
  const alsoOf = login.comesWith.filter((one) => one !== read);
  return { form: 'InfisicalLogin', of: read, alsoOf, make, patches: [] };
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
