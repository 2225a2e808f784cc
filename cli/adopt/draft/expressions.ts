import { durationText, intervalSeconds } from '../../../lib/model/duration';
import type { Field } from '../../../lib/model/field';
import { Call, type Code, Imported, Variable } from '../../typescript/code';

export const THIS = new Variable('this');

export const library = (path: string) => new Imported('cdk8s-infisical', path);
export const cdk8s = (path: string) => new Imported('cdk8s', path);
export const plus = (path: string) => new Imported('cdk8s-plus-28', path);

export const call = (callee: Imported, ...args: Code[]) => new Call(callee, ...args);

/** Props of a construct, as they are written. */
export type Props = { [prop: string]: Code };

/** The object without props that are absent. */
export function props(all: Props): Props {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Plain JSON as code. */
export function literal(value: unknown): Code {
  return value as Code;
}

/** The object if it has anything in it. */
export function ifNotEmpty(value: Props): Props | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

const FACTORIES: Readonly<Record<string, string>> = { d: 'days', h: 'hours', m: 'minutes', s: 'seconds' };

/** The interval as a Duration; undefined where the operator would not take it. */
export function durationCode(interval: Field): Code {
  const seconds = intervalSeconds(interval.raw);
  return seconds === undefined ? undefined : durationOf(seconds);
}

export function durationOf(seconds: number): Code {
  if (!Number.isInteger(seconds)) return call(cdk8s('Duration.seconds'), seconds);
  const text = durationText(seconds);
  return call(cdk8s(`Duration.${FACTORIES[text.slice(-1)]}`), Number.parseInt(text, 10));
}
