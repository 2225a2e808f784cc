import type { Code } from '../../typescript/code';
import { secondsOf } from '../compare/interval';
import { call, cdk8s } from './words';

const UNITS: readonly [string, number][] = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
];

/** The interval as a Duration; undefined where the operator would not take it. */
export function duration(interval: unknown): Code {
  const seconds = secondsOf(interval);
  return seconds === undefined ? undefined : durationOf(seconds);
}

export function durationOf(seconds: number): Code {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? UNITS[3];
  return call(cdk8s(`Duration.${unit}`), seconds / size);
}
