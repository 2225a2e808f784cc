import { printed, property } from '../typescript/print';
import type { ComposeService } from './read-compose';

/** The ready-made service for an image. */
const BACKING: readonly [image: RegExp, factory: string, credentials: readonly string[]][] = [
  [/^(docker\.io\/)?(library\/)?postgres(:|$)/, 'postgres', ['passwordKey']],
  [/^timescale\/timescaledb/, 'timescaleDb', ['passwordKey']],
  [/^(docker\.io\/)?(library\/)?rabbitmq(:|$)/, 'rabbitMq', ['userKey', 'passwordKey']],
  [/^bluenviron\/mediamtx/, 'mediaMtx', []],
  [/^(docker\.io\/)?(library\/)?redis(:|$)/, 'redis', []],
];

/** What each service takes, what is wrong with it, and the code that replaces it. */
export function migrationReport(services: readonly ComposeService[]): string {
  return services.map(section).join('\n');
}

function section(service: ComposeService): string {
  const { name, keys, written, hardCoded, getsEverything, leftOut } = service;
  const named = Object.entries(keys).map(([variable, key]) => (variable === key ? key : `${variable} (from ${key})`));
  const notes = [
    `  keys        ${named.join(', ') || 'none by name'}`,
    ...(getsEverything
      ? ['  attention   infisical run gives it every secret of the project: name those it needs']
      : []),
    ...hardCoded.map((what) => `  hard-coded  ${what}: drop it, make up brings the keys`),
    ...written.map((variable) => `  attention   the value of ${variable} stands in the file: put it into Infisical`),
    ...(leftOut.length > 0 ? [`  left out    ${leftOut.join(', ')}: add by hand what you need of it`] : []),
  ];
  return [name, ...notes, '  write', replacement(service), ''].join('\n');
}

/** The code that declares the service. */
export function replacement(service: ComposeService): string {
  const { name, image = '', props } = service;
  const keys = keysOf(service);
  const backing = BACKING.find(([pattern]) => pattern.test(image));
  if (props.buildContext === undefined && backing)
    return indented(`${property(name)}: ${backingCall(backing, service)},`);
  const env = Object.keys(service.env).length > 0 ? { env: service.env } : {};
  if (props.buildContext === undefined) {
    const secretKeys = Object.keys(keys).length > 0 ? { secretKeys: listed(keys) } : {};
    return indented(`${property(name)}: LocalService.of(${printed({ ...props, ...secretKeys, ...env })}),`);
  }
  return indented(`secretKeys: ${printed(listed(keys))},\nlocal: ${printed({ name, ...props, ...env })},`);
}

function backingCall([, factory, credentials]: (typeof BACKING)[number], service: ComposeService): string {
  const keys = keysOf(service);
  const find = (pattern: RegExp) => Object.entries(keys).find(([variable]) => pattern.test(variable))?.[1];
  const named = {
    userKey: credentials.includes('userKey') ? (find(/USER/) ?? `${service.name}_USER`.toUpperCase()) : undefined,
    passwordKey: credentials.includes('passwordKey')
      ? (find(/PASS/) ?? `${service.name}_PASSWORD`.toUpperCase())
      : find(/PASS/),
    port: publishedPort(service),
  };
  const options = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return `BackingService.${factory}(${Object.keys(options).length > 0 ? printed(options) : ''})`;
}

function publishedPort({ props }: ComposeService): number | undefined {
  const [port] = (props.ports as string[] | undefined) ?? [];
  const [, published] = /^(\d+):\d+$/.exec(port ?? '') ?? [];
  return published === undefined ? undefined : Number(published);
}

/** Keys that are taken already, and those whose values are to move to Infisical. */
function keysOf({ keys, written }: ComposeService): { [variable: string]: string } {
  return { ...keys, ...Object.fromEntries(written.map((variable) => [variable, variable])) };
}

function listed(keys: { [variable: string]: string }): string[] | { [variable: string]: string } {
  return Object.entries(keys).every(([variable, key]) => variable === key) ? Object.keys(keys) : keys;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
