import { printable } from '../terminal/printable';
import { Call, type Code, Imported } from '../typescript/code';
import { type Printing, printCode } from '../typescript/print';
import { lookUpExport } from '../typescript/vocabulary';
import { composePlaceText } from './compose-place';
import type { Finding } from './finding';
import type { ComposeFile, ComposeService } from './read-compose';
import { hasGap } from './service-props';

/** The ready-made service for an image. */
const BACKING: readonly [image: RegExp, factory: string, credentials: readonly string[]][] = [
  [/^(docker\.io\/)?(library\/)?postgres(:|$)/, 'postgres', ['passwordKey']],
  [/^timescale\/timescaledb/, 'timescaleDb', ['passwordKey']],
  [/^(docker\.io\/)?(library\/)?rabbitmq(:|$)/, 'rabbitMq', ['userKey', 'passwordKey']],
  [/^bluenviron\/mediamtx/, 'mediaMtx', []],
  [/^(docker\.io\/)?(library\/)?redis(:|$)/, 'redis', []],
];

/** A piece of code without its imports. */
const SNIPPET: Printing = {
  imported: (imported) => {
    lookUpExport(imported);
    return imported.path;
  },
  variable: () => {
    throw new Error('a snippet has no variables');
  },
  constant: () => undefined,
};

/** What each service takes, what is wrong with it, and the code that replaces it. */
export function migrationReport({ services, leftOut, findings, files, unread }: ComposeFile, file: string): string {
  const whole = [
    ...(files.length > 1 ? [`  read        ${files.map(printable).join(', ')}`] : []),
    ...[...unread, ...findings].map(attentionLine),
    ...(leftOut.length > 0 ? [`  left out    ${leftOut.join(', ')}: add by hand what you need of it`] : []),
  ];
  const head = whole.length > 0 ? [[printable(file), ...whole, ''].join('\n')] : [];
  return [...head, ...services.map(section)].join('\n');
}

function section(service: ComposeService): string {
  const { name, keys, files, hardCoded, getsEverything, leftOut, findings } = service;
  const named = Object.entries(keys).map(([variable, key]) => (variable === key ? key : `${variable} (from ${key})`));
  const mounted = Object.entries(files).map(([path, key]) => `${path} (from ${key})`);
  const notes = [
    `  keys        ${named.join(', ') || 'none by name'}`,
    ...(mounted.length > 0 ? [`  files       ${mounted.join(', ')}`] : []),
    ...(getsEverything
      ? ['  attention   infisical run gives it every secret of the project: name those it needs']
      : []),
    ...hardCoded.map((what) => `  hard-coded  ${what}: drop it, make up brings the keys`),
    ...findings.map(attentionLine),
    ...(leftOut.length > 0 ? [`  left out    ${leftOut.join(', ')}: add by hand what you need of it`] : []),
  ];
  return [name, ...notes, '  write', printReplacement(service).replaceAll(/^(?=.)/gm, '    '), ''].join('\n');
}

function attentionLine({ place, message }: Finding): string {
  return `  attention   ${composePlaceText(place)}: ${message}`;
}

/** The code that declares the service, as one object. */
export function printReplacement(service: ComposeService): string {
  return printCode(replacementCode(service), 100, SNIPPET);
}

function replacementCode(service: ComposeService): Code {
  const { name, props } = service;
  const keys = keysOf(service);
  const env = Object.keys(service.env).length > 0 ? { env: { ...service.env } } : {};
  if (props.buildContext !== undefined)
    return { secretKeys: asListWherePlain(keys), local: { name, ...props, ...env } };
  const backing = BACKING.find(([pattern]) => typeof props.image === 'string' && pattern.test(props.image));
  // What the ready-made service cannot say must not get lost.
  if (backing && props.command === undefined && !hasGap({ ...props })) return { [name]: backingCall(backing, service) };
  const secretKeys = Object.keys(keys).length > 0 ? { secretKeys: asListWherePlain(keys) } : {};
  return { [name]: new Call(new Imported('cdk8s-infisical', 'LocalService.of'), { ...props, ...secretKeys, ...env }) };
}

function backingCall([, factory, credentials]: (typeof BACKING)[number], service: ComposeService): Call {
  const keys = Object.entries(keysOf(service));
  const find = (pattern: RegExp) => keys.find(([variable]) => pattern.test(variable))?.[1];
  const own = service.name.toUpperCase().replaceAll(/\W/g, '_');
  const named = {
    userKey: credentials.includes('userKey') ? (find(/USER/) ?? `${own}_USER`) : undefined,
    passwordKey: credentials.includes('passwordKey') ? (find(/PASS/) ?? `${own}_PASSWORD`) : find(/PASS/),
    port: publishedPort(service),
  };
  const options = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const callee = new Imported('cdk8s-infisical', `BackingService.${factory}`);
  return Object.keys(options).length > 0 ? new Call(callee, options) : new Call(callee);
}

function publishedPort({ props }: ComposeService): number | undefined {
  const [port] = Array.isArray(props.ports) ? props.ports : [];
  const [, published] = (typeof port === 'string' && /^(\d+):\d+$/.exec(port)) || [];
  return published === undefined ? undefined : Number(published);
}

/** Keys that are taken already, and those whose values are to move to Infisical. */
function keysOf({ keys, written }: ComposeService): { [variable: string]: string } {
  return { ...keys, ...Object.fromEntries(written.map((variable) => [variable, variable])) };
}

function asListWherePlain(keys: { [variable: string]: string }): string[] | { [variable: string]: string } {
  return Object.entries(keys).every(([variable, key]) => variable === key) ? Object.keys(keys) : keys;
}
