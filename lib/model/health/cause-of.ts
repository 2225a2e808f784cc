import type { Manifest } from '../manifest';
import type { Cause, KnownMessage } from './cause';
import { CAUSES_OF_LOGIN } from './causes-of-login';
import { CAUSES_OF_RUN } from './causes-of-run';

/** What can be known of a message stands in its first part: the whole may be as long as an answer of a server. */
const READ = 4_000;

/** The causes that are told apart, and the messages by which they are known. */
export const KNOWN_MESSAGES: readonly KnownMessage[] = [...ofTemplates(), ...CAUSES_OF_LOGIN, ...CAUSES_OF_RUN];

/** A text that a template makes may look like anything. */
function ofTemplates(): KnownMessage[] {
  return CAUSES_OF_RUN.filter(({ id }) => id === 'key-missing' || id === 'template-fails');
}

/**
 * Why the operator failed, by its message; undefined where nobody knows such a message. A name is only repeated where the
 * object has it itself: anything else in a message may be a value.
 */
export function causeOf(message: string, { spec, metadata }: Manifest): Cause | undefined {
  const said = message.slice(0, READ);
  for (const { id, pattern, words, next, rule } of KNOWN_MESSAGES) {
    const found = pattern.exec(said);
    if (found === null) continue;
    const own = found.length === 1 ? '' : JSON.stringify([spec, metadata.namespace]);
    const named = found.slice(1).map((name) => (id === WORKLOAD || own.includes(name) ? name : undefined));
    return { id, words: words(named), next, ...(rule !== undefined && { rule }) };
  }
  return undefined;
}

/** The operator names there what is in the cluster, never what is in Infisical. */
const WORKLOAD = 'workload-not-restarted';
