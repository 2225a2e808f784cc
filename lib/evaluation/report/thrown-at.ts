import { isHosted } from './host-language';

/** Where an error of this library came from. */
export interface ThrownAt {
  /** The line of the program that called the library: `main.ts:12:9`; undefined where that is not known. */
  readonly caller?: string;
}

/** Undefined if it was thrown by somebody else. */
export function thrownAt({ stack = '' }: Error): ThrownAt | undefined {
  const places = stack.split('\n').flatMap((line) => /^ {4}at (?:.*\()?(.*:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);
  const first = places.find((place) => !place.startsWith('node:'));
  if (first === undefined || !isOfLibrary(first)) return undefined;
  const caller = places.find(
    (place) => !isOfLibrary(place) && !/[\\/]node_modules[\\/]|^node:|<anonymous>/.test(place),
  );
  return caller === undefined ? {} : { caller: pathFromHere(caller) };
}

/**
 * The line of the program that called the library, to be looked up where it is told only; undefined where that is not
 * known, as for a program in another language.
 */
export function calledFrom(): () => string | undefined {
  const here = new Error();
  return () => (isHosted() ? undefined : thrownAt(here)?.caller);
}

/** The folder `lib`, of the sources or of the package. */
const LIBRARY = __filename.slice(0, __filename.replaceAll('\\', '/').lastIndexOf('/lib/') + '/lib/'.length);

/** Has an error show the program that called the library, however many frames of the library lie between. */
export function showCaller(error: Error): void {
  withWholeStack(() => Error.captureStackTrace(error, showCaller));
  const lines = (error.stack ?? '').split('\n');
  error.stack = lines.filter((line) => !isOfLibrary(/^ {4}at (?:.*\()?(.*)$/.exec(line)?.[1] ?? '')).join('\n');
}

const MOST_FRAMES = 100;

/** Has what is thrown meanwhile tell the program, too: with one rendering for each app its line would be cut off. */
export function withWholeStack<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = MOST_FRAMES;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isOfLibrary(place: string): boolean {
  return withoutScheme(place).startsWith(LIBRARY);
}

function pathFromHere(place: string): string {
  const path = withoutScheme(place);
  const folder = `${process.cwd()}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

function withoutScheme(place: string): string {
  return place.startsWith('file://') ? decodeURIComponent(place.slice('file://'.length)) : place;
}
