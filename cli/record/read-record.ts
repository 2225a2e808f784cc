import { ownField } from '../../lib/json/json';
import type { ReadProblem } from '../manifests/read-manifests';
import { decodedText } from '../yaml/decoded-text';
import { documentsIn, type KubernetesDocument } from '../yaml/kubernetes-yaml';
import { FIELD, mapAt, RecordProblem } from './checked-values';
import type { LocalRecord } from './record';
import { toldIn } from './told-keys';
import { requireThere } from './told-kinds';
import { ToldServices } from './told-services';

/** With what all begins that is generated for a laptop. */
const MADE = '# Made by cdk8s-infisical';

/** Whether a text is a file of `LocalStack` or `LocalRun` that tells of keys, in whatever state it is. */
export function isOwnRecord(text: string): boolean {
  return text.includes(MADE) && /^["']?x-infisical["']?\s*:/m.test(text);
}

/** Whether a text is what is left of such a file: the record stands at its end, and a disk that is full cuts that off. */
export function isBrokenRecord(text: string): boolean {
  return !isOwnRecord(text) && (text.includes(MADE) || MADE.startsWith(text.trim()));
}

/** Why what is left tells nothing. */
export const BROKEN =
  'it is cut off, or of an older release: it does not tell which keys its services use. Run `npx cdk8s-infisical synth`, which writes it anew';

/** More than any file of ours has: whoever made it, made it to be read for ever. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What the file tells, or why it counts as unread. Anybody may have written it. */
export function recordIn(bytes: Uint8Array, file: string): LocalRecord | ReadProblem {
  if (bytes.length > MOST_BYTES)
    return { file, line: 1, column: 1, message: `it is larger than ${MOST_BYTES / 1024 / 1024} MiB` };
  const text = decodedText(bytes);
  if (typeof text !== 'string') return { file, ...text };
  const [document, second] = documentsIn(text);
  if (document?.problem !== undefined) return { file, ...document.problem };
  if (document === undefined || second !== undefined) {
    return { file, line: 1, column: 1, message: 'it is no compose file of one document' };
  }
  try {
    return recordOf(document, file);
  } catch (error) {
    if (error instanceof RecordProblem) return { file, ...document.placeAt(error.path), message: error.message };
    throw error;
  }
}

function recordOf(document: KubernetesDocument, file: string): LocalRecord {
  const compose = mapAt(document.content, []);
  const { absent, kinds, ...told } = toldIn(ownField(compose, FIELD), document);
  const services = new ToldServices(compose, told.keys, document).all().map((service) => {
    const [lacks, held] = [absent.get(service.name), kinds.get(service.name)];
    return { ...service, ...(lacks !== undefined && { absent: lacks }), ...(held !== undefined && { kinds: held }) };
  });
  requireThere(kinds, services);
  return { file, place: document.placeAt([FIELD]), ...told, services };
}
