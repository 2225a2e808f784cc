import { freeName } from '../../text/free-name';
import type { KeyReads } from '../record/key-reads';
import { type LocalFile, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import { renderValue } from './compose-value';
import type { ComposeValue } from './compose-yaml';
import { escapeDollars } from './container-fields';

type Entries = { [name: string]: ComposeValue };

/** The files of services: what a key is alone is a secret of compose, any other text a config. */
export interface ComposeFiles {
  readonly secrets: Entries;
  readonly configs: Entries;
  /** What a service mounts. */
  readonly of: (service: StackService) => MountedEntries;
}

interface MountedEntries {
  readonly secrets?: ComposeValue;
  readonly configs?: ComposeValue;
}

export function composeFiles(services: readonly StackService[], reads: KeyReads): ComposeFiles {
  const [secrets, configs]: [Entries, Entries] = [{}, {}];
  const mounted = new Map<StackService, MountedEntries>();
  for (const service of services) {
    const found: { secrets: ComposeValue[]; configs: ComposeValue[] } = { secrets: [], configs: [] };
    for (const file of service.files) {
      const key = wholeKey(file.value);
      if (key !== undefined) {
        const name = reads.nameOf(key);
        secrets[name] = { environment: name };
        found.secrets.push(mountOf(name, file));
        continue;
      }
      const name = freeName(nameOfConfig(service, file), '-', (one) => Object.hasOwn(configs, one));
      configs[name] = { content: renderValue(file.value, reads) };
      found.configs.push(mountOf(name, file));
    }
    mounted.set(service, { secrets: ifAny(found.secrets), configs: ifAny(found.configs) });
  }
  return { secrets, configs, of: (service) => mounted.get(service) ?? {} };
}

/** The mode is a number, as every compose reads that alike: 288 is 0o440. */
function mountOf(source: string, { path, mode }: LocalFile): ComposeValue {
  return { source, target: escapeDollars(path), mode };
}

function nameOfConfig({ name }: StackService, { path }: LocalFile): string {
  return `${name}${path.replaceAll(/[^\w.-]+/g, '-')}`;
}

function ifAny(items: ComposeValue[]): ComposeValue | undefined {
  return items.length === 0 ? undefined : items;
}
