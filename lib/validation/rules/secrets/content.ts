import { base64Length, isBase64 } from '../../../model/base64';
import { type Field, pathText } from '../../../model/field';
import { configMapKeyProblem } from '../../../model/kubernetes-names';
import { isFilledInLater } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { byteLength } from '../../../text/byte-length';
import { keyNameProblem, quotedKey } from '../../../text/key-name';
import { type PartReport, ruleOnParts, Severity } from '../../rule';

const MOST_BYTES = 1024 * 1024;

export const W15 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The content of a Secret or ConfigMap can be stored: keys, base64, at most 1 MiB',
  why: 'The API server refuses the object.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecret, ValidateConfigMap)',
  bad: { objects: [{ kind: 'ConfigMap', data: { 'team/settings': 'x' } }] },
  good: { objects: [{ kind: 'ConfigMap', data: { 'team.settings': 'x' } }] },
  of: {
    Secret: (part, report) => {
      const { field } = part;
      const [data, texts] = [field.at('data'), field.at('stringData')];
      const own = data.entries().filter(([key]) => !texts.at(key).isGiven);
      checkContent(part, [...own.map(([key, at]) => entry(key, at, 'bytes')), ...textsIn(texts)], report);
      checkBytes(part, data, report);
    },
    ConfigMap: (part, report) => {
      const { field } = part;
      const [data, bytes] = [field.at('data'), field.at('binaryData')];
      checkContent(part, [...textsIn(data), ...bytes.entries().map(([key, at]) => entry(key, at, 'bytes'))], report);
      checkBytes(part, bytes, report);
      for (const [key, place] of data.entries()) {
        if (bytes.isObject && Object.hasOwn(bytes.raw as object, key)) {
          report(placeOf(place), `the key ${quotedKey(key)} is in data and in binaryData: keep one`);
        }
      }
    },
  },
});

interface Entry {
  readonly key: string;
  readonly field: Field;
  readonly form: 'text' | 'bytes';
}

/** The path of a key shows it: what is no key may be a value. */
function placeOf(field: Field): Field {
  return keyNameProblem(String(field.key)) === undefined ? field : (field.holder ?? field);
}

function entry(key: string, field: Field, form: Entry['form']): Entry {
  return { key, field, form };
}

function textsIn(texts: Field): Entry[] {
  return texts.entries().map(([key, field]) => entry(key, field, 'text'));
}

function checkContent({ resource, field }: Part, entries: readonly Entry[], report: PartReport): void {
  let size = 0;
  for (const { key, field: place, form } of entries) {
    const problem = isFilledInLater(resource, key) ? undefined : configMapKeyProblem(key);
    if (problem) report(placeOf(place), `the key ${quotedKey(key)} in ${pathText(place.path.slice(0, -1))} ${problem}`);
    if (typeof place.raw === 'string') size += form === 'text' ? byteLength(place.raw) : base64Length(place.raw);
  }
  if (size > MOST_BYTES) {
    report(
      field.at('data'),
      `the values have ${size} bytes in all, ${MOST_BYTES} are allowed: split the object, or mount a volume`,
    );
  }
}

function checkBytes({ resource }: Part, bytes: Field, report: PartReport): void {
  for (const [key, place] of bytes.entries()) {
    const { raw } = place;
    if (typeof raw !== 'string' || isBase64(raw) || isFilledInLater(resource, raw)) continue;
    const remedy = place.path[0] === 'data' ? 'write it into stringData as it is' : 'write it into data as it is';
    report(
      placeOf(place),
      `the value of ${quotedKey(key)} in ${pathText(place.path.slice(0, -1))} is no base64: ${remedy}, or encode it`,
    );
  }
}
