import { grouped } from '../../lib/collections/grouped';
import { type AppModel, isOfOperator, modelOf, operatorResourceOf } from '../../lib/model/app-model';
import { isOfOtherDelivery } from '../../lib/model/delivery/deliveries';
import { objectReference } from '../../lib/model/reference-field';
import type { ReadManifest } from '../manifests/read-manifests';
import type { ToldHosts } from './unknown-host';

/**
 * How the operator logs in, for folders that refer to a login that another folder has: that of a team, in a namespace of
 * its own. Several folders that have one of the same name are several clusters: it is known only if all are the same.
 */
export class SharedLogins {
  private readonly byAddress: ReadonlyMap<string, readonly ReadManifest[]>;

  public constructor(manifests: readonly ReadManifest[]) {
    const secrets = new Set(manifests.filter(isLogin).flatMap(identitySecretOf));
    const parts = manifests.filter((read) => isLogin(read) || secrets.has(addressOf(read)));
    this.byAddress = grouped(parts, addressOf);
  }

  /** What the manifests of a folder do not have themselves. */
  public lackedBy(own: readonly ReadManifest[]): ReadManifest[] {
    if (this.byAddress.size === 0) return [];
    const known = new Set(own.map(addressOf));
    return [...this.byAddress].flatMap(([address, all]) =>
      known.has(address) || new Set(all.map(contentOf)).size > 1 ? [] : [all[0]],
    );
  }
}

/** What stands in one folder of manifests: the logins of other folders count as if they stood there. */
export interface FolderWithLogins {
  readonly folder: string;
  readonly read: readonly ReadManifest[];
  readonly app: AppModel;
}

/** @param known models that somebody else has made of the same manifests */
export function foldersWithLogins(
  manifests: readonly ReadManifest[],
  settings: ToldHosts = {},
  known: ReadonlyMap<string, AppModel> = new Map(),
): FolderWithLogins[] {
  const logins = new SharedLogins(manifests);
  return [...grouped(manifests, ({ folder }) => folder)].map(([folder, own]) => {
    const read = [...own, ...logins.lackedBy(own).map((one) => ({ ...one, folder }))];
    return { folder, read, app: known.get(folder) ?? modelOf(read.map(asResource), settings) };
  });
}

export function asResource({ manifest, file }: ReadManifest): Pick<ReadManifest, 'manifest' | 'file'> {
  return { manifest, file };
}

/** Of the External Secrets Operator: a team's own, or that of a whole cluster. */
const STORES = /^(?:Cluster)?SecretStore$/;

export function isLogin({ manifest }: ReadManifest): boolean {
  if (isOfOperator(manifest)) return manifest.kind === 'InfisicalAuth' || manifest.kind === 'InfisicalConnection';
  return isOfOtherDelivery(manifest) && STORES.test(manifest.kind);
}

function identitySecretOf({ manifest }: ReadManifest): string[] {
  return operatorResourceOf({ manifest }).flatMap(({ logins }) =>
    logins.flatMap(({ block }) => {
      const { name, namespace } = objectReference(block.at('identityIdRef'));
      return name.value === undefined ? [] : [JSON.stringify(['Secret', namespace.raw, name.value])];
    }),
  );
}

function addressOf({ manifest: { kind, metadata } }: ReadManifest): string {
  return JSON.stringify([kind, metadata?.namespace, metadata?.name]);
}

function contentOf({ manifest: { spec, data, stringData } }: ReadManifest): string {
  return JSON.stringify([spec, data, stringData]);
}
