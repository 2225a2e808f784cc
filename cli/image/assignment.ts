import {
  digestProblem,
  type ImageReference,
  imageReferenceIn,
  NoReference,
  tagProblem,
} from '../../lib/images/image-reference';
import { quotedText } from '../../lib/text/key-name';
import { unsetPartOf } from '../../lib/text/unset-text';
import type { ImageChange } from '../image-files/image-change';
import type { ImageFile } from '../image-files/image-files';
import { absenceOf } from '../image-files/image-files';
import { ProblemsError } from '../terminal/failure-text';

/** Why an argument says nothing that can be done. */
class NoAssignment extends Error {}

/**
 * What arguments make of a file: `orders=1.4.3`, `orders=1.4.3@sha256:…`, `orders=@sha256:…`, or a whole reference behind
 * the `=`.
 *
 * @throws with all that is wrong with them
 */
export function assignedImages(given: readonly string[], file: ImageFile): ImageChange[] {
  const problems: string[] = [];
  const names = new Set<string>();
  const changes = given.flatMap((argument): ImageChange[] => {
    try {
      const change = changeOf(argument, file);
      if (names.has(change.name)) throw new NoAssignment(`it gives ${change.name} a second image: write one`);
      names.add(change.name);
      return [change];
    } catch (error) {
      if (!(error instanceof NoAssignment)) throw error;
      problems.push(`${shownArgument(argument)}: ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new ProblemsError(problems);
  return changes;
}

/** With a digest, it would look like a password before a host. */
function shownArgument(argument: string): string {
  const [name] = argument.split('=');
  return /^[\w./-]{1,80}$/.test(name) && name !== argument ? quotedText(`${name}=…`) : quotedText(argument);
}

function changeOf(argument: string, file: ImageFile): ImageChange {
  const [, name, value] = /^([^=]*)=(.*)$/s.exec(argument) ?? [];
  if (name === undefined) throw new NoAssignment('it says no image: write orders=1.4.3');
  const listed = file.images.find((image) => image.name === name);
  if (listed === undefined) throw new NoAssignment(absenceOf(name, file));
  if (value === '') throw new NoAssignment('nothing stands behind the "=": is the variable set that has the tag?');
  const unset = unsetPartOf(value);
  if (unset !== undefined) {
    throw new NoAssignment(`"${unset}" is what a program writes for a value that is not set: set it`);
  }
  return { name, from: listed.reference, to: assigned(value, listed.reference) };
}

function assigned(value: string, from: ImageReference): ImageReference {
  if (/^sha\d+:/.test(value)) throw new NoAssignment('a digest stands behind an "@": write orders=@sha256:…');
  const at = value.indexOf('@');
  const [before, digest] = at < 0 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)];
  if (/[:/]/.test(before)) return wholeReference(value);
  const problem =
    (before === '' ? undefined : tagProblem(before)) ?? (digest === undefined ? undefined : digestProblem(digest));
  if (problem !== undefined) throw new NoAssignment(`it ${problem}`);
  const tag = before === '' ? from.tag : before;
  return {
    repository: from.repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

function wholeReference(value: string): ImageReference {
  const reference = readReference(value);
  if (reference.tag !== undefined || reference.digest !== undefined) return reference;
  throw new NoAssignment('it has neither tag nor digest');
}

function readReference(value: string): ImageReference {
  try {
    return imageReferenceIn(value);
  } catch (error) {
    if (error instanceof NoReference) throw new NoAssignment(`its image ${error.message}`);
    throw error;
  }
}
