import { fields } from '../../json/json';
import { type IpAddress, ipAddressIn } from '../../model/ip-address';
import { quotedText } from '../../text/key-name';
import type { ParityProblem } from '../stack/parity-problem';
import type { StackService } from '../stack/stack-service';
import { type PortRange, portParts, rangeIn } from './port-parts';
import { portProblem } from './port-problems';

/** Ports of the laptop that a service takes. */
interface Published extends PortRange {
  /** As it was written. */
  readonly shown: string;
  readonly service: StackService;
  /** All of them where it is absent. */
  readonly address?: IpAddress;
  readonly protocol: string;
}

/** Two that take one port of the laptop: the second one does not start. */
export function publishedTwice(services: readonly StackService[]): ParityProblem[] {
  const all = services.flatMap(publishedPorts);
  return all.flatMap((one, i) => {
    const other = all.slice(0, i).find((before) => isBothStarted(before, one) && isAtOnePlace(before, one));
    return other === undefined ? [] : [problemOf(other, one)];
  });
}

function problemOf(first: Published, second: Published): ParityProblem {
  const [a, b] = [first.service, second.service].map(({ name }) => quotedText(name));
  const who =
    first.service === second.service ? `the service ${a} publishes` : `the services ${a} and ${b} both publish`;
  const how = first.shown === second.shown ? `${first.shown} twice` : `${first.shown} and ${second.shown}`;
  const port = Math.max(first.first, second.first);
  const message = `${who} the port ${port} of the laptop (${how}): give one of them another port`;
  return { rule: 'L9', construct: second.service.app?.construct, message };
}

/** Whether both may run at one time. */
function isBothStarted(one: Published, other: Published): boolean {
  return one.service === other.service || (isAlwaysThere(one.service) && isAlwaysThere(other.service));
}

function isAlwaysThere({ props, runs, part }: StackService): boolean {
  const { profiles = [], compose } = props;
  const words: unknown = compose?.profiles;
  const hasProfile = profiles.length > 0 || (Array.isArray(words) && words.length > 0);
  return runs === undefined && part?.isInit !== true && !hasProfile;
}

function isAtOnePlace(one: Published, other: Published): boolean {
  return (
    one.protocol === other.protocol && one.first <= other.last && other.first <= one.last && isAtOneAddress(one, other)
  );
}

/** One that stands for all of a kind holds each of them. */
function isAtOneAddress({ address: one }: Published, { address: other }: Published): boolean {
  if (one === undefined || other === undefined) return true;
  return one.family === other.family && (one.number === other.number || one.number === 0n || other.number === 0n);
}

function publishedPorts(service: StackService): Published[] {
  const { ports = [], compose } = service.props;
  const words: unknown[] = Array.isArray(compose?.ports) ? compose.ports : [];
  // What stands in both is written once.
  return [...ports, ...words.filter((word) => !ports.includes(word as string))].flatMap((port) => {
    if (typeof port === 'string') return publishedByText(port, service);
    return publishedByMap(fields(port), service);
  });
}

function publishedByText(port: string, service: StackService): Published[] {
  if (portProblem(port) !== undefined) return [];
  const { address, outside = '', inside, protocol = 'tcp' } = portParts(port);
  const [range, container] = [rangeIn(outside), rangeIn(inside)];
  if (range === undefined || container === undefined) return [];
  // Docker takes one that is free.
  const isAnyOf = range.last > range.first && container.last === container.first;
  return isAnyOf ? [] : [{ ...range, ...addressOf(address), protocol, service, shown: `"${port}"` }];
}

function publishedByMap(port: { readonly [field: string]: unknown }, service: StackService): Published[] {
  const { published, host_ip: address, protocol } = port;
  const range = rangeIn(String(published ?? ''));
  if (range === undefined || range.last > range.first) return [];
  const at = typeof address === 'string' && address !== '' ? addressOf(address) : {};
  return [
    {
      ...range,
      ...at,
      protocol: typeof protocol === 'string' ? protocol : 'tcp',
      service,
      shown: `published: ${range.first}`,
    },
  ];
}

function addressOf(text: string | undefined): Pick<Published, 'address'> {
  const address = text === undefined ? undefined : ipAddressIn(text.replaceAll(/[[\]]/g, ''));
  return address === undefined ? {} : { address };
}
