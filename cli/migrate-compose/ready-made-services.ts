import { Call, type Code, Imported } from '../typescript/code';
import type { ComposeService } from './read-compose';
import { hasGap } from './words-writer';

/** A ready-made service, and the options that its variables are. */
interface ReadyMade {
  readonly image: RegExp;
  readonly factory: string;
  /** Where its data lies. */
  readonly data: string;
  readonly port: number;
  /** Options for secret keys by the variables of the image; those with `!` must be given. */
  readonly keys: { readonly [variable: string]: string };
  /** Options for plain values by the variables of the image. */
  readonly plain?: { readonly [variable: string]: string };
  /** Options without which there is no such service, with the end of the key that is taken where none is named. */
  readonly required?: { readonly [option: string]: string };
}

const OFFICIAL = '^(?:docker\\.io/)?(?:library/)?';
const DATABASE = {
  data: '/var/lib/postgresql/data',
  port: 5432,
  keys: { POSTGRES_PASSWORD: 'passwordKey', POSTGRES_USER: 'userKey', POSTGRES_DB: 'databaseKey' },
  plain: { POSTGRES_USER: 'user', POSTGRES_DB: 'database' },
  required: { passwordKey: 'PASSWORD' },
};

const READY_MADE: readonly ReadyMade[] = [
  { image: new RegExp(`${OFFICIAL}postgres(?::|$)`), factory: 'postgres', ...DATABASE },
  { image: /^(?:docker\.io\/)?timescale\/timescaledb(?::|$)/, factory: 'timescaleDb', ...DATABASE },
  {
    image: new RegExp(`${OFFICIAL}rabbitmq(?::|$)`),
    factory: 'rabbitMq',
    data: '/var/lib/rabbitmq',
    port: 5672,
    keys: { RABBITMQ_DEFAULT_USER: 'userKey', RABBITMQ_DEFAULT_PASS: 'passwordKey' },
    required: { userKey: 'USER', passwordKey: 'PASSWORD' },
  },
  { image: /^bluenviron\/mediamtx(?::|$)/, factory: 'mediaMtx', data: '/recordings', port: 8554, keys: {} },
  { image: new RegExp(`${OFFICIAL}redis(?::|$)`), factory: 'redis', data: '/data', port: 6379, keys: {} },
];

/** What an option of every ready-made service says as well. */
const COMMON: ReadonlySet<string> = new Set(['image', 'ports', 'volumes', 'restart', 'dependsOn', 'healthCheck']);

/** The ready-made service; undefined where there is none, or it could not say all that stands in the file. */
export function readyMadeCall(
  service: ComposeService,
  keys: { readonly [variable: string]: string },
): Call | undefined {
  const { name, props, files, env, leftOut } = service;
  const { image, ports, restart, dependsOn, healthCheck } = props;
  const found = READY_MADE.find((one) => typeof image === 'string' && one.image.test(image));
  const isAll = Object.keys(props).every((prop) => COMMON.has(prop)) && Object.keys(files).length === 0;
  if (found === undefined || !isAll || leftOut.length > 0 || hasGap({ ...props })) return undefined;
  const { tag, digest } = /(?<!^[^/]*):(?<tag>[^@:]+)$|@(?<digest>.*)$/.exec(String(image))?.groups ?? {};
  const mounts = mountsIn(props.volumes, found.data);
  if (digest !== undefined || mounts === undefined) return undefined;
  const options = {
    tag: tag ?? /:([^:@/]+)$/.exec(String(image))?.[1],
    ...credentialsOf(found, name, keys, env),
    ...portsOf(ports, found.port),
    ...mounts,
    dependsOn,
    healthCheck,
    restart: restart === 'unless-stopped' ? undefined : restart,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const callee = new Imported('cdk8s-infisical', `BackingService.${found.factory}`);
  return Object.keys(given).length > 0 ? new Call(callee, given) : new Call(callee);
}

function credentialsOf(
  { keys: known, plain = {}, required = {} }: ReadyMade,
  name: string,
  keys: { readonly [variable: string]: string },
  env: { readonly [variable: string]: string },
): { [option: string]: Code } {
  const own = name.toUpperCase().replaceAll(/\W/g, '_');
  const entries = Object.entries(keys);
  const further = entries.filter(([variable]) => !Object.hasOwn(known, variable));
  const others = Object.entries(env).filter(([variable]) => !Object.hasOwn(plain, variable));
  const options: [string, Code][] = [
    ...entries.flatMap(([variable, key]): [string, Code][] =>
      Object.hasOwn(known, variable) ? [[known[variable], key]] : [],
    ),
    ...Object.entries(env).flatMap(([variable, value]): [string, Code][] =>
      Object.hasOwn(plain, variable) ? [[plain[variable], value]] : [],
    ),
    ['secretKeys', further.length > 0 ? Object.fromEntries(further) : undefined],
    ['env', others.length > 0 ? Object.fromEntries(others) : undefined],
  ];
  // Without them it does not start.
  const needed = Object.entries(required).map(([option, end]): [string, Code] => [option, `${own}_${end}`]);
  return Object.fromEntries([...needed, ...options]);
}

/** The first port of the service, which is bound to the laptop alone, and the others as they are. */
function portsOf(ports: Code, inside: number): { [option: string]: Code } {
  const all = Array.isArray(ports) ? ports.map(String) : [];
  const own = all.find((port) => new RegExp(`^(?:127\\.0\\.0\\.1:)?\\d+:${inside}$`).test(port));
  const others = all.filter((port) => port !== own);
  return {
    port: own === undefined ? undefined : Number(/(\d+):\d+$/.exec(own)?.[1]),
    ports: others.length > 0 ? others : undefined,
  };
}

/** The volume with the data, and the others; undefined where a volume holds the data elsewhere. */
function mountsIn(volumes: Code, data: string): { [option: string]: Code } | undefined {
  const all = Array.isArray(volumes) ? volumes.map(String) : [];
  const own = all.filter((volume) => volume.split(':')[1] === data && volume.split(':').length === 2);
  const others = all.filter((volume) => !own.includes(volume));
  const isElsewhere = others.some((volume) =>
    (volume.split(':')[1] ?? volume).startsWith(data.split('/').slice(0, 4).join('/')),
  );
  if (own.length > 1 || isElsewhere) return undefined;
  return { volume: own[0]?.split(':')[0], volumes: others.length > 0 ? others : undefined };
}
