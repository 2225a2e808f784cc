import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { Field, type Path } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { podPlaceIn } from '../../lib/model/pods';

/** A part that an object has at one of these places. */
type Part = readonly Path[];

interface Whole {
  readonly parts: readonly Part[];
  /** How many of them a slip may leave out. */
  readonly slips?: number;
}

const SPEC = (...names: readonly string[]): Part => names.map((name) => ['spec', name]);
const EXTERNAL: Path = ['spec', 'externalSecretSpec'];
const INFISICAL: Path = ['spec', 'provider', 'infisical'];

/**
 * What the API server, or the webhook or operator behind it, refuses the objects of a kind without.
 *
 * @see external-secrets/external-secrets apis/externalsecrets/v1/externalsecret_validator.go ("either data or dataFrom
 *   should be specified"); kubernetes-sigs/secrets-store-csi-driver pkg/secrets-store/nodeserver.go ("provider not
 *   found"); the schemas in crds/ for those of Infisical's operator
 */
const WHOLE: Readonly<Record<string, Whole>> = {
  'external-secrets.io ExternalSecret': { parts: [SPEC('data', 'dataFrom')] },
  'external-secrets.io ClusterExternalSecret': {
    parts: [
      [
        [...EXTERNAL, 'data'],
        [...EXTERNAL, 'dataFrom'],
      ],
    ],
  },
  'external-secrets.io SecretStore': { parts: [SPEC('provider')] },
  'external-secrets.io ClusterSecretStore': { parts: [SPEC('provider')] },
  'external-secrets.io PushSecret': { parts: [SPEC('secretStoreRefs'), SPEC('selector')], slips: 1 },
  'secrets-store.csi.x-k8s.io SecretProviderClass': { parts: [SPEC('provider')] },
  'secrets.infisical.com InfisicalDynamicSecret': {
    parts: [SPEC('authentication'), SPEC('dynamicSecret'), SPEC('managedSecretReference')],
    slips: 1,
  },
  'secrets.infisical.com InfisicalPushSecret': { parts: [SPEC('destination'), SPEC('push')], slips: 1 },
  'secrets.infisical.com InfisicalAuth': { parts: [SPEC('infisicalConnectionRef'), SPEC('method')], slips: 1 },
  'secrets.infisical.com InfisicalStaticSecret': {
    parts: [SPEC('infisicalAuthRef'), SPEC('sources'), SPEC('targets')],
    slips: 1,
  },
};

const TARGETS = ['managedKubeSecretReferences', 'managedSecretReference', 'managedKubeConfigMapReferences'];
const OF_SCOPE = ['envSlug', 'secretsPath'];

/** Where an object lacks what it cannot be without, so that it is a part of one at most; undefined for a whole one. */
export function lackIn(manifest: Manifest): Path | undefined {
  const object = Field.of(manifest);
  const { raw: spec } = object.at('spec');
  // Of a spec that is no map the rules tell.
  if (spec !== undefined && spec !== null && !object.at('spec').isObject) return undefined;
  const { parts = [], slips = 0 } = ownWhole(manifest) ?? {};
  const lacking = parts.filter((places) => !places.some((place) => object.at(...place).isGiven));
  if (lacking.length > slips) return lacking[0][0];
  return lackOfWorkload(manifest, object) ?? lackOfSync(manifest, object) ?? lackOfStore(manifest, object);
}

function ownWhole({ apiVersion, kind }: Manifest): Whole | undefined {
  const id = `${groupOf(apiVersion)} ${kind}`;
  return Object.hasOwn(WHOLE, id) ? WHOLE[id] : undefined;
}

/** @see kubernetes/kubernetes pkg/apis/apps/validation and pkg/apis/core/validation (validateContainerCommon) */
function lackOfWorkload(manifest: Manifest, object: Field): Path | undefined {
  const place = podPlaceIn(manifest);
  if (place === undefined || object.at('spec', 'workloadRef').isGiven) return undefined;
  const selector = ['spec', 'selector'];
  if (manifest.apiVersion === 'apps/v1' && !object.at(...selector).isGiven) return selector;
  // With a selector and the labels that it selects it is meant as a whole: of what a slip leaves out, the rules tell.
  if (manifest.apiVersion === 'apps/v1' && object.at(...place, 'metadata', 'labels').isGiven) return undefined;
  const pod = object.at(...place, 'spec');
  if (pod.isGiven && !pod.isObject) return undefined;
  const containers = pod.at('containers');
  if (!containers.isGiven) return containers.path;
  return containers
    .items()
    .find((one) => one.isObject && one.at('image').raw === undefined)
    ?.at('image').path;
}

/** An InfisicalSecret that says a little, not where it writes, and not all of where it reads: a slip leaves out one. */
function lackOfSync(manifest: Manifest, object: Field): Path | undefined {
  if (groupOf(manifest.apiVersion) !== 'secrets.infisical.com' || String(manifest.kind) !== 'InfisicalSecret') return;
  const spec = object.at('spec');
  if (!spec.isGiven || [...TARGETS, 'tokenSecretReference'].some((name) => spec.at(name).isGiven)) return undefined;
  const logins = spec.at('authentication').entries();
  const isWhole = logins.some(([name, login]) => {
    const isScoped = name === 'serviceAccount' || OF_SCOPE.every((one) => login.at('secretsScope', one).isGiven);
    return isScoped && !login.hasOnly('secretsScope');
  });
  return isWhole ? undefined : ['spec', TARGETS[0]];
}

/** A store of External Secrets that says a little of Infisical, and not how to log in, or not of which project. */
function lackOfStore(manifest: Manifest, object: Field): Path | undefined {
  if (groupOf(manifest.apiVersion) !== 'external-secrets.io' || !object.at(...INFISICAL).isObject) return undefined;
  const lacking = ['auth', 'secretsScope'].find((name) => !object.at(...INFISICAL, name).isGiven);
  return lacking === undefined ? undefined : [...INFISICAL, lacking];
}
