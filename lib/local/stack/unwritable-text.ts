import { quotedName } from '../../text/key-name';
import { isWritable } from '../compose/compose-yaml';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** What `migrate-compose` writes in the place of a text that it does not repeat. */
const UNFILLED = /<line \d+ of the compose file>/;

/** Texts that no file can hold, or that are still to be written. */
export function unwritableTexts(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) =>
    Object.entries(textsOf(service)).flatMap(([prop, value]) =>
      textProblems(value).map((problem): ParityProblem => {
        const message = `${prop} of the service ${quotedName(service.name)} ${problem}`;
        return { rule: 'L10', construct: service.app?.construct, message };
      }),
    ),
  );
}

/** Half a character, or a NUL, would come out as something else or stop whoever reads the file. */
function textProblems(value: unknown): string[] {
  const texts = textsBelow(value);
  const unfilled = texts.flatMap((text) => UNFILLED.exec(text)?.[0] ?? []);
  return [
    ...(texts.every(isWritable) ? [] : ['has a character that no file can hold (NUL, or half of one): take it out']),
    ...[...new Set(unfilled)].map(
      (gap) => `still has "${gap}": write what stands there, and a secret key for a credential`,
    ),
  ];
}

/** Whether somebody has still to write what belongs there. */
export function isUnfilled(text: string): boolean {
  return UNFILLED.test(text);
}

function textsBelow(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(textsBelow) : [];
}

/** By what users call them. */
function textsOf({ props, variables, entrypoint, command, files }: StackService): object {
  const ofCluster = props.command === undefined ? { command: entrypoint, args: command } : {};
  return { ...props, env: variables, ...ofCluster, secretFiles: files };
}
