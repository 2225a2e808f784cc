import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { quotedText } from '../../text/key-name';
import { keyPlaces } from '../record/key-places';
import { idOf, type KeyReads } from '../record/key-reads';
import type { KeyPart } from './local-value';
import type { ParityProblem } from './parity-problem';
import { keysOfService, type StackService } from './stack-service';

/** Keys of the cluster that no service of the laptop uses: one of a place that is not read is another one. */
export function unusedKeys(
  scopes: readonly IConstruct[],
  services: readonly StackService[],
  reads: KeyReads,
): ParityProblem[] {
  const isLocal = localKeys(services, reads);
  const holders = new Set(
    services.flatMap(({ app, siblings = [] }) => [app?.of, ...siblings.map((one) => one.construct)]),
  );
  const unused = grouped(
    // What a container of a service does not get, it was told not to.
    scopes.flatMap(keyAccessesIn).filter((access) => !isLocal(access) && !(access.of && holders.has(access.of))),
    ({ key }) => key,
  );
  return [...unused].map(([key, accesses]) => {
    const { message, construct } = unusedAccess(accesses, services);
    return { rule: 'L2', construct, message: `the key "${key}" is used in the cluster ${message}` };
  });
}

/** Whether a service has the key of an access, from one of its places at least. */
function localKeys(services: readonly StackService[], reads: KeyReads): (access: FoundKeyAccess) => boolean {
  const parts = services.flatMap(keysOfService);
  const names = new Set(parts.map(({ key }) => key));
  const idsOf = (part: KeyPart) => reads.of(part).from.map((place) => `${part.key} ${idOf([place])}`);
  const ids = new Set(parts.flatMap(idsOf));
  const placesOf = keyPlaces();
  return ({ key, readFrom, construct }) => {
    if (readFrom === undefined || !names.has(key)) return names.has(key);
    return idsOf({ key, places: placesOf(readFrom, construct) }).some((id) => ids.has(id));
  };
}

/** Where every workload that gets the key has a service, it is another container that wants it. */
function unusedAccess(accesses: readonly FoundKeyAccess[], services: readonly StackService[]) {
  const running = new Set(services.map(({ app }) => app?.construct));
  const { construct, container } = accesses.find((access) => !running.has(access.construct)) ?? accesses[0];
  const message = running.has(construct) ? inOtherContainer(container) : NO_SERVICE;
  return { message, construct };
}

function inOtherContainer(container: string): string {
  return `by the container ${quotedText(container)}, which a laptop does not run: give the stack a service for it, or none will notice when it breaks`;
}

const NO_SERVICE = 'and by no local service: give the workload a local service, or none will notice when it breaks';
