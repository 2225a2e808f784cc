import { printable } from '../terminal/printable';
import { type Printing, printCode } from '../typescript/print';
import { lookUpExport } from '../typescript/vocabulary';
import { composePlaceText } from './compose-place';
import type { Finding } from './finding';
import { notesOn } from './notes';
import type { ComposeFile, ComposeService } from './read-compose';
import { keysInWords, keysOfBuildSecrets, replacementOf } from './replacement';

/** A piece of code without its imports. */
const SNIPPET: Printing = {
  imported: (imported) => {
    lookUpExport(imported);
    return imported.path;
  },
  variable: () => {
    throw new Error('a snippet has no variables');
  },
  constant: () => undefined,
};

/** What each service takes, what is wrong with it, and the code that replaces it. */
export function migrationReport(compose: ComposeFile, file: string): string {
  const { services, leftOut, findings, files, unread } = compose;
  const own = printStackWords(compose);
  const whole = [
    ...(files.length > 1 ? [`  read        ${files.map(printable).join(', ')}`] : []),
    ...[...unread, ...findings].map(attentionLine),
    ...leftOut.map(leftOutLine),
    ...(own === undefined ? [] : ['  write into the props of LocalStack', belowWrite(own)]),
  ];
  const head = whole.length > 0 ? [[printable(file), ...whole, ''].join('\n')] : [];
  return [...head, ...services.map(section)].join('\n');
}

function section(service: ComposeService): string {
  const { name, keys, files, hardCoded, getsEverything, leftOut, findings } = service;
  const declared = new Set(Object.values(keys));
  const named = [
    ...Object.entries(keys).map(([variable, key]) => (variable === key ? key : `${variable} (from ${key})`)),
    ...keysInWords(service.props.compose)
      .filter((key) => !declared.has(key))
      .map((key) => `${key} (in the words of compose)`),
    ...keysOfBuildSecrets(service).map((key) => `${key} (for its build)`),
  ];
  const mounted = Object.entries(files).map(([path, key]) => `${path} (from ${key})`);
  const notes = [
    `  keys        ${named.join(', ') || 'none by name'}`,
    ...(mounted.length > 0 ? [`  files       ${mounted.join(', ')}`] : []),
    ...(getsEverything
      ? ['  attention   infisical run gives it every secret of the project: name those it needs']
      : []),
    ...hardCoded.map((what) => `  hard-coded  ${what}: drop it, make up brings the keys`),
    ...findings.map(attentionLine),
    ...leftOut.map(leftOutLine),
    ...notesOn(service).map((note) => `  note        ${note}`),
  ];
  return [name, ...notes, '  write', belowWrite(printReplacement(service)), ''].join('\n');
}

function belowWrite(code: string): string {
  return code.replaceAll(/^(?=.)/gm, '    ');
}

function attentionLine({ place, message }: Finding): string {
  return `  attention   ${composePlaceText(place)}: ${message}`;
}

function leftOutLine({ place, message }: Finding): string {
  return `  left out    ${composePlaceText(place)}: ${message}`;
}

/** The code that declares the service, as one object. */
export function printReplacement(service: ComposeService): string {
  return printCode(replacementOf(service), 100, SNIPPET);
}

/** What the stack itself says, where the file has more than services. */
export function printStackWords({ compose }: Pick<ComposeFile, 'compose'>): string | undefined {
  return compose === undefined ? undefined : printCode({ compose: { ...compose } }, 100, SNIPPET);
}
