import type { ComposeNode } from './compose-node';
import { publishedPort } from './published-port';

type KeyOf = (item: ComposeNode) => string | undefined;

/** The name before the `=`. */
const nameKey: KeyOf = ({ text }) => text?.split('=', 1)[0];

const textKey: KeyOf = ({ text }) => text;

const targetKey: KeyOf = (item) => (item.isMap ? item.get('target').text : targetOfMount(item.text ?? ''));

const deviceKey: KeyOf = (item) => {
  if (item.isMap) return item.get('target').text;
  const [source = '', target = source] = (item.text ?? '').split(':');
  return target;
};

const fileKey: KeyOf = (item) => (item.isMap ? item.get('path').text : item.text);

const portKey: KeyOf = (item) => {
  const port = publishedPort(item);
  return port && `${port.hostIp ?? '0.0.0.0'}:${port.published ?? ''}:${port.target}/${port.protocol ?? 'tcp'}`;
};

const mountKey =
  (folder: string): KeyOf =>
  (item) => {
    if (!item.isMap) return item.text === undefined ? undefined : `${folder}/${item.text}`;
    return item.get('target').text ?? `${folder}/${item.get('source').text}`;
  };

const KEYS: ReadonlyMap<string, KeyOf> = new Map([
  ...(
    'annotations build.args build.additional_contexts build.tags build.labels cap_add cap_drop deploy.labels dns dns_opt ' +
    'dns_search environment labels links profiles sysctls tmpfs'
  )
    .split(' ')
    .map((option): [string, KeyOf] => [option.replace('.', ' '), nameKey]),
  ['networks * aliases', nameKey],
  ['networks * link_local_ips', nameKey],
  ['expose', textKey],
  ['extra_hosts', textKey],
  ['build extra_hosts', textKey],
  ['volumes', targetKey],
  ['devices', deviceKey],
  ['env_file', fileKey],
  ['ports', portKey],
  ['configs', mountKey('')],
  ['secrets', mountKey('/run/secrets')],
]);

/** What makes an entry of a list of a service another one for compose; undefined where each entry is its own. */
export function entryKey(option: string, item: ComposeNode): string | undefined {
  return KEYS.get(option)?.(item);
}

/** `./src:/app:ro` is mounted at `/app`, and `C:\src:/app` too. */
function targetOfMount(text: string): string | undefined {
  const [first = '', ...rest] = text.split(':');
  const isDrive = /^[A-Za-z]$/.test(first) && /^[\\/]/.test(rest[0] ?? '');
  const [target] = isDrive ? rest.slice(1) : rest;
  return target ?? first;
}
