import { ArgoCdHealthChecks, type InfisicalKind } from '../../lib';
import { verdictOn } from '../../lib/model/health/verdict';
import type { Manifest } from '../../lib/model/manifest';
import { Lua, literal } from './lua';

export const lua = new Lua();

/**
 * Runs a check as Argo CD does, with `obj` as a Lua table, but with no other global than `ipairs`: anything else that it
 * used would be a fault. Whatever it says, `status` has to say of the same object.
 */
export async function healthOf(kind: InfisicalKind, obj: unknown, operatorMessages = false) {
  const check = ArgoCdHealthChecks.lua(kind, { operatorMessages });
  const shown = await lua.run(`local _ENV = { ipairs = ipairs, obj = ${literal(obj)} }\n${check}`);
  const { status, message } = verdictOn({ ...(obj as Manifest), kind });
  if (!operatorMessages) expect({ status, message }).toEqual(shown);
  return shown;
}
