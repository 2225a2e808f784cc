import { ipAddressIn } from '../../model/ip-address';
import { quotedText } from '../../text/key-name';
import type { ParityProblem } from '../stack/parity-problem';
import type { StackService } from '../stack/stack-service';
import { isUnfilled } from '../stack/unwritable-text';
import { type PortRange, portParts, rangeIn } from './port-parts';

/** Ports that compose would refuse, or only Docker, when everything else runs already. */
export function portProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ name, props, app }) => {
    const words = Array.isArray(props.compose?.ports) ? props.compose.ports : [];
    const texts = [
      ...(props.ports ?? []),
      ...words.filter((port: unknown) => typeof port === 'string' && !port.includes('${')),
    ];
    return texts.flatMap((text: string) => {
      if (isUnfilled(text)) return [];
      const problem = portProblem(text);
      if (problem === undefined) return [];
      const message = `the port ${quotedText(text)} of the service ${quotedText(name)} ${problem}`;
      return [{ rule: 'L9' as const, construct: app?.construct, message }];
    });
  });
}

/** What is wrong with `[ADDRESS:][PORT:]PORT[/PROTOCOL]`. */
export function portProblem(port: string): string | undefined {
  const { address, outside, inside, protocol, colons } = portParts(port);
  if (protocol !== undefined && !['tcp', 'udp', 'sctp'].includes(protocol)) {
    return 'has another protocol than tcp, udp and sctp';
  }
  if (address !== undefined && ipAddressIn(address) === undefined) {
    return colons > 0
      ? 'has more than an address and two ports: write "127.0.0.1:8080:8080", and an IPv6 address in brackets'
      : 'has no IP address before its ports: write "127.0.0.1:8080:8080"';
  }
  return numbersProblem(inside, outside === '' ? undefined : outside);
}

function numbersProblem(inside: string, outside: string | undefined): string | undefined {
  const container = sizeOf(rangeIn(inside));
  const host = outside === undefined ? undefined : sizeOf(rangeIn(outside));
  if (container === undefined || (outside !== undefined && host === undefined)) {
    return 'is no port from 1 to 65535, or range of them: write "127.0.0.1:8080:8080"';
  }
  // One port of the container may take any of a range of the laptop.
  const isUnequal = host !== undefined && host !== container && container > 1;
  return isUnequal ? 'has a range of another size on each side' : undefined;
}

function sizeOf(range: PortRange | undefined): number | undefined {
  return range && range.last - range.first + 1;
}
