import { type DocumentScalar, scalarsOf } from './document-scalars';
import { AS_KEY, cdk8sYaml, correctedText, IN_MAPPING } from './scalar';
import { UnwritableDocument } from './unwritable-document';
import { yamlDocument } from './yaml-writer';

/** What some readers would take for something else where another copy of cdk8s writes: its writer is out of reach. */
export function misreadProblems(document: unknown): readonly string[] {
  try {
    if (yamlDocument(document) === cdk8sYaml(document)) return [];
  } catch (error) {
    // Thrown, it would hide what else is found.
    return error instanceof UnwritableDocument
      ? error.problems
      : [`no file can hold the document: ${(error as Error).message}`];
  }
  const remedy = 'have one copy of cdk8s installed for the app and for cdk8s-infisical (npm ls cdk8s)';
  return [...scalarsOf(document)]
    .filter(isMisread)
    .map(({ place }) => `${place} is written so that some readers take it for something else: ${remedy}`);
}

function isMisread({ value, isKey }: DocumentScalar): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = (isKey ? AS_KEY : IN_MAPPING).render(value);
  return correctedText(value, text) !== text;
}
