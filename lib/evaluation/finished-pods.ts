import { type Fields, fields, text } from '../json/json';
import type { Field } from '../model/field';
import type { Manifest } from '../model/manifest';
import { podsOf } from '../model/pods';
import { withChanged } from './last-written';

/** Where the specs of the pods of a finished object stand; a patch may have taken anything away. */
export function podSpecsIn(json: unknown): Field[] {
  const whole = fields(json);
  const manifest = { ...whole, apiVersion: text(whole.apiVersion) ?? '', kind: text(whole.kind) ?? '' };
  return podsOf(manifest as unknown as Manifest).flatMap(({ spec }) => (spec.isObject ? [spec] : []));
}

/** A finished object with the specs of its pods changed. */
export function withPodSpecs(json: unknown, change: (spec: Fields) => Fields): unknown {
  return podSpecsIn(json).reduce((whole, { path }) => withChanged(whole, path, (spec) => change(fields(spec))), json);
}
