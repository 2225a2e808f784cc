import { freeName } from '../../text/free-name';
import type { KeyReads } from '../record/key-reads';
import { type LocalFile, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { ComposeValue } from './compose-yaml';

/** The fields of a service. */
export interface ServiceMounts {
  readonly secrets?: ComposeValue;
  readonly configs?: ComposeValue;
}

/** The files of services as compose has them: a key is a secret of the file, and what is composed or plain a config. */
export interface MountedValues {
  readonly secrets: { readonly [name: string]: ComposeValue };
  readonly configs: { readonly [name: string]: ComposeValue };
  readonly of: (service: StackService) => ServiceMounts;
}

/** @param rendered what compose makes the value of */
export function mountedValues(
  services: readonly StackService[],
  reads: KeyReads,
  rendered: (value: LocalFile['value']) => string,
): MountedValues {
  const secrets = new Map<string, ComposeValue>();
  const configs = new Map<string, ComposeValue>();
  const mounts = new Map<StackService, { secrets: ComposeValue[]; configs: ComposeValue[] }>();
  for (const service of services) {
    const own = { secrets: [] as ComposeValue[], configs: [] as ComposeValue[] };
    mounts.set(service, own);
    for (const file of service.files) {
      const key = wholeKey(file.value);
      const name = key === undefined ? configName(service, file, configs) : reads.nameOf(key);
      if (key === undefined) configs.set(name, { content: rendered(file.value) });
      else secrets.set(name, { environment: name });
      const mode = file.mode === undefined ? undefined : `0${file.mode.toString(8)}`;
      (key === undefined ? own.configs : own.secrets).push({ source: name, target: file.path, mode });
    }
  }
  return {
    secrets: Object.fromEntries([...secrets].sort()),
    configs: Object.fromEntries(configs),
    of: (service) => {
      const own = mounts.get(service);
      return { secrets: ifSome(own?.secrets), configs: ifSome(own?.configs) };
    },
  };
}

/** Such as `orders-etc-app-settings.json`. */
function configName({ name }: StackService, { path }: LocalFile, taken: ReadonlyMap<string, unknown>): string {
  return freeName(`${name}${path.replaceAll(/[^\w.-]+/g, '-')}`, '-', (one) => taken.has(one));
}

function ifSome(items: ComposeValue[] | undefined): ComposeValue | undefined {
  return items === undefined || items.length === 0 ? undefined : items;
}
