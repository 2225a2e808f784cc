import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { quotedText } from '../../text/key-name';
import { namesOfKeys } from './key-problems';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** Keys of the cluster that no service of the laptop uses. */
export function unusedKeys(scopes: readonly IConstruct[], services: readonly StackService[]): ParityProblem[] {
  const local = new Set(services.flatMap(namesOfKeys));
  const holders = new Set(
    services.flatMap(({ app, siblings = [] }) => [app?.of, ...siblings.map((one) => one.construct)]),
  );
  const unused = grouped(
    // What a container of a service does not get, it was told not to.
    scopes.flatMap(keyAccessesIn).filter(({ key, of }) => !local.has(key) && (of === undefined || !holders.has(of))),
    ({ key }) => key,
  );
  return [...unused].map(([key, accesses]) => {
    const { message, construct } = unusedAccess(accesses, services);
    return { rule: 'L2', construct, message: `the key "${key}" is used in the cluster ${message}` };
  });
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
