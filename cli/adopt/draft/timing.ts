import { durationText, intervalSeconds } from '../../../lib/model/duration';
import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { call, cdk8s } from './expressions';

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
