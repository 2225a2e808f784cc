import { groupOf } from '../../lib/model/cluster-scoped-kinds';
import { Field } from '../../lib/model/field';
import type { ReadManifest, ReadProblem } from '../manifests/read-manifests';

/** What a patch says that changes which keys a container gets, or which Infisical writes. */
const OF_KEYS = new RegExp(
  [
    String.raw`\benv["']?\s*:\s*(?:[[{&*!#]|$)|/env(?:/|["'\s,}]|$)`,
    'envFrom|secretKeyRef|secretRef|secretName|secretProviderClass|volumeAttributes|projected',
    'secretsScope|secretsPath|envSlug|projectSlug|secretStoreRef|remoteRef|dataFrom|org\\.infisical\\.com/',
  ].join('|'),
  'm',
);

const LISTS = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

/**
 * The patches that Flux and Argo CD lay over what they apply, where these change who gets which key: nothing here lays
 * them over it.
 */
export function latePatches(manifests: readonly ReadManifest[]): ReadProblem[] {
  return manifests.flatMap(({ manifest, file, placeAt }) => {
    const [by, holders] = holdersIn(manifest);
    return holders
      .flatMap((holder) => LISTS.flatMap((list) => holder.at(list).items()))
      .filter(isOfKeys)
      .map(({ path }) => ({
        file,
        ...placeAt(path),
        message: `${by} lays this patch over what it applies, and it changes which keys something gets: put it into a kustomization and name that folder with --render`,
      }));
  });
}

/** Who lays patches over something, and the fields in which these stand. */
function holdersIn(manifest: ReadManifest['manifest']): [by: string, holders: Field[]] {
  const { apiVersion, kind } = manifest;
  const spec = Field.of(manifest).at('spec');
  switch (`${groupOf(String(apiVersion))} ${kind}`) {
    case 'kustomize.toolkit.fluxcd.io Kustomization':
      return ['Flux', [spec]];
    case 'helm.toolkit.fluxcd.io HelmRelease':
      return [
        'Flux',
        spec
          .at('postRenderers')
          .items()
          .map((renderer) => renderer.at('kustomize')),
      ];
    case 'argoproj.io Application':
      return ['Argo CD', sourcesIn(spec)];
    case 'argoproj.io ApplicationSet':
      return ['Argo CD', sourcesIn(spec.at('template', 'spec'))];
    default:
      return ['', []];
  }
}

function sourcesIn(spec: Field): Field[] {
  return [spec.at('source'), ...spec.at('sources').items()].map((source) => source.at('kustomize'));
}

/** A patch is a text, or what it would say as YAML. */
function isOfKeys({ raw }: Field): boolean {
  const patch = typeof raw === 'object' && raw !== null && 'patch' in raw ? raw.patch : raw;
  return OF_KEYS.test(typeof patch === 'string' ? patch : JSON.stringify(patch ?? ''));
}
