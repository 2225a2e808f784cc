import { dirname } from 'node:path';
import { grouped } from '../../lib/collections/grouped';
import { addressOf } from '../../lib/model/address';
import { isOfOperator } from '../../lib/model/app-model';
import { isOfCluster } from '../../lib/model/cluster-scoped-kinds';
import { isOfOtherDelivery } from '../../lib/model/delivery/deliveries';
import type { ReadManifest } from '../manifests/read-manifests';
import { isLogin } from './shared-logins';

/**
 * What other folders deliver to the workloads of one. All that was asked for is one cluster, as teams keep the
 * operator's resources in one folder and workloads in another. Folders that have an object of one name are environments
 * of one another. Of the folder above nobody knows, and nobody shall get a key unseen: what it delivers always counts.
 */
export class NeighbouringFolders {
  private readonly delivering = new Map<string, Delivering>();
  private readonly foldersByAddress: ReadonlyMap<string, readonly string[]>;

  public constructor(private readonly folders: ReadonlyMap<string, readonly ReadManifest[]>) {
    const addresses = [...folders].flatMap(([folder, read]) =>
      [...new Set(read.flatMap(addressInNamespace))].map((address) => ({ address, folder })),
    );
    const all = grouped(addresses, ({ address }) => address);
    this.foldersByAddress = new Map([...all].map(([address, of]) => [address, of.map(({ folder }) => folder)]));
    for (const [folder, read] of folders) {
      const manifests = read.filter(isDelivering);
      if (manifests.length === 0) continue;
      this.delivering.set(folder, { manifests, names: namesIn(manifests.filter((one) => !isLogin(one))) });
    }
  }

  public deliveringTo(folder: string): readonly ReadManifest[] {
    const own = this.folders.get(folder) ?? [];
    const environments = new Set(
      own.flatMap(addressInNamespace).flatMap((address) => this.foldersByAddress.get(address) ?? []),
    );
    const used = textsIn(own);
    const above = dirname(folder);
    return [...this.delivering].flatMap(([other, { manifests, names }]) => {
      if (other === folder) return [];
      if (other === above) return manifests;
      return !environments.has(other) && names.some((name) => used.has(name)) ? manifests : [];
    });
  }
}

interface Delivering {
  readonly manifests: readonly ReadManifest[];
  /** Those of what it delivers, and more: what names none of them gets nothing. Logins by themselves deliver nothing. */
  readonly names: readonly string[];
}

/** The agent injector has its configuration in a ConfigMap. */
function isDelivering({ manifest }: ReadManifest): boolean {
  return isOfOperator(manifest) || isOfOtherDelivery(manifest) || manifest.kind === 'ConfigMap';
}

function addressInNamespace({ manifest }: ReadManifest): string[] {
  const { kind, metadata } = manifest;
  const isOfNoNamespace = !metadata?.name || isOfCluster(manifest);
  return isOfNoNamespace ? [] : [addressOf(kind, metadata)];
}

function namesIn(manifests: readonly ReadManifest[]): readonly string[] {
  const names = new Set<string>();
  for (const { manifest } of manifests) {
    visitTexts(manifest, (text, key) => {
      if (/name$/i.test(key)) names.add(text);
    });
  }
  return [...names];
}

function textsIn(manifests: readonly ReadManifest[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { manifest } of manifests) visitTexts(manifest, (text) => texts.add(text));
  return texts;
}

function visitTexts(whole: unknown, tell: (text: string, key: string) => void): void {
  const open: (readonly [value: unknown, key: string])[] = [[whole, '']];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, key] = next;
    if (typeof value === 'string') tell(value, key);
    else if (Array.isArray(value)) open.push(...value.map((item) => [item, key] as const));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) open.push([item, name]);
    }
  }
}
