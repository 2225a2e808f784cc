import { ArgoCdHealthChecks, type InfisicalKind } from '../../lib';
import { Lua, literal } from './lua';

export const lua = new Lua();

/**
 * Runs a check as Argo CD does, with `obj` as a Lua table, but with no other global than `ipairs`: anything else that it
 * used would be a fault.
 */
export function healthOf(kind: InfisicalKind, obj: unknown, operatorMessages = false) {
  const check = ArgoCdHealthChecks.lua(kind, { operatorMessages });
  return lua.run(`local _ENV = { ipairs = ipairs, obj = ${literal(obj)} }\n${check}`);
}
