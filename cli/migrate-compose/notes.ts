import type { LocalService } from '../../lib/local/local-service';
import { type Call, type Code, Imported } from '../typescript/code';
import { evaluate } from '../typescript/evaluate';
import { mapOf } from './props-of-words';
import type { ComposeService } from './read-compose';
import { keysOfBuild, plainCall, readyMadeOf } from './replacement';
import { hasGap } from './words-writer';

/** What one does not expect of the code that takes the place of a service: it is all right, and one wants to know it. */
export function notesOn(service: ComposeService): string[] {
  const readyMade = readyMadeOf(service);
  const open =
    readyMade === undefined ? openPortsOf(service) : (propsOf(readyMade, service).ports ?? []).filter(isOpen);
  const ofBuild = keysOfBuild(service).join(', ');
  return [
    ...(readyMade === undefined ? [] : notesOnReadyMade(service, readyMade)),
    ...(open.length === 0
      ? []
      : [`everybody in the network of this machine reaches ${open.join(', ')}: ${HOW_TO_BIND}`]),
    ...(ofBuild === '' ? [] : [`its container gets ${ofBuild} as well, in the cluster too: ${WHY_DECLARED}`]),
  ];
}

const HOW_TO_BIND = 'write 127.0.0.1: before what is for this machine alone';
const WHY_DECLARED = 'an application declares each key that it takes, that of a build too';

/** What a ready-made service has besides, as the library makes it. */
function notesOnReadyMade(service: ComposeService, call: Call): string[] {
  const [before, after] = [plainCall(service), call].map((one) => propsOf(one, service));
  const command = after.command?.join(' ');
  const added = [
    ...newOf(variablesOf(before), variablesOf(after)).map((name) => `the variable ${name}`),
    ...newOf(before.volumes, after.volumes).map((volume) => `the volume ${volume}`),
    ...(before.command?.join(' ') === command ? [] : [`the command "${command}"`]),
    ...(before.hostname === after.hostname ? [] : [`the host name ${after.hostname}`]),
    ...(before.healthCheck === undefined && after.healthCheck !== undefined ? ['a health check'] : []),
    ...(before.restart === after.restart ? [] : [`restart "${after.restart}"`]),
  ];
  const bound = newOf(before.ports, after.ports).join(', ');
  const name = call.callee instanceof Imported ? call.callee.path : '';
  return [
    ...(added.length === 0 ? [] : [`${name} adds ${added.join(', ')}: LocalService.of adds nothing`]),
    ...(bound === ''
      ? []
      : [`only this machine reaches ${bound}, which the file opens to its whole network: hostIp opens it`]),
  ];
}

type Props = LocalService['_props'];

function propsOf(call: Call, { name }: ComposeService): Props {
  const made = evaluate(call, refuseVariable) as LocalService;
  return made._propsNamed(name);
}

function refuseVariable(): never {
  throw new Error('a service has no variables');
}

function variablesOf({ env = {}, secretKeys = [] }: Props): string[] {
  const ofList = (keys: readonly (string | { readonly name: string })[]) =>
    keys.map((key) => (typeof key === 'string' ? key : key.name));
  return [...Object.keys(env), ...(Array.isArray(secretKeys) ? ofList(secretKeys) : Object.keys(secretKeys))];
}

function newOf(before: readonly string[] = [], after: readonly string[] = []): string[] {
  return after.filter((one) => !before.includes(one));
}

/** As the file has them, in short or in the words of compose. */
function openPortsOf({ props }: ComposeService): string[] {
  return [props.ports, mapOf(props.compose)?.ports]
    .flatMap((ports) => (Array.isArray(ports) ? ports : []))
    .filter((port) => !hasGap(port))
    .flatMap(shownPort)
    .filter(isOpen);
}

function shownPort(port: Code): string[] {
  if (typeof port === 'string') return [port];
  const { target, published, host_ip } = mapOf(port) ?? {};
  return host_ip === undefined ? [[published, target].filter((part) => part !== undefined).join(':')] : [];
}

/** Whether it has no address. */
function isOpen(port: string): boolean {
  return !/^(?:\[|\d+(?:\.\d+){3}:)/.test(port);
}
