import { shown } from '../../../text/shown';
import type { AppModel } from '../../app-model';
import type { Field } from '../../field';
import type { DeliveryNeed, FurtherKeys, Unfollowed } from '../delivery';
import { findingOf } from './find';
import { misspeltFieldsIn, type PartName } from './known-fields';
import { partsOfFolderOrMembers } from './misspelt-fields';
import type { Request } from './objects';
import { remoteKeyIn } from './remote-key';
import { rewritingOf } from './rewrite';
import { type Asked, sourceReferredTo, storeReferenceAt } from './stores';

/** What an ExternalSecret fetches: `data` and `dataFrom` put together, before any template. */
export interface ProvidedKeys {
  /** What each is made of: nothing, where that is not of Infisical. */
  readonly keys: ReadonlyMap<string, readonly DeliveryNeed[]>;
  readonly further: readonly FurtherKeys[];
  readonly needs: readonly DeliveryNeed[];
  readonly unknown: readonly Unfollowed[];
  /** Whether a store of Infisical is asked, for anything. */
  readonly asksInfisical: boolean;
}

export function providedKeysOf(app: AppModel, request: Request): ProvidedKeys {
  const gathered = new Gathered(app, request);
  const { spec } = request;
  for (const field of spec.at('dataFrom').items()) gathered.addFolderOrMembers(field);
  for (const field of spec.at('data').items()) gathered.addKey(field);
  for (const name of ['data', 'dataFrom']) {
    const field = spec.at(name);
    if (field.isGiven && !Array.isArray(field.raw)) gathered.miss(field, `${name} is ${shown(field.raw)}, not a list`);
  }
  return gathered;
}

const PREFIXED = 'the store puts the folder of a key before its name';

class Gathered implements ProvidedKeys {
  public readonly keys = new Map<string, readonly DeliveryNeed[]>();
  public readonly further: FurtherKeys[] = [];
  public readonly needs: DeliveryNeed[] = [];
  public readonly unknown: Unfollowed[] = [];
  public asksInfisical = false;

  public constructor(
    private readonly app: AppModel,
    private readonly request: Request,
  ) {}

  public miss(field: Field, message: string): void {
    this.unknown.push(this.unfollowed(field, message));
  }

  public addKey(entry: Field): void {
    const secretKey = entry.text('secretKey').value;
    const remote = entry.at('remoteRef');
    const need = this.isReadable([
      ['data', entry],
      ['remoteRef', remote],
    ])
      ? this.needAt(entry, remote)
      : undefined;
    if (need) this.needs.push(need);
    if (secretKey === undefined || secretKey === '') this.further.push({ needs: need ? [need] : [] });
    else this.keys.set(secretKey, need ? [need] : []);
  }

  public addFolderOrMembers(entry: Field): void {
    const [extract, find] = [entry.at('extract'), entry.at('find')];
    const isReadable = this.isReadable(partsOfFolderOrMembers(entry));
    const conversionStrategy = (find.isGiven ? find : extract).at('conversionStrategy');
    const { added, naming, untried, untold } = rewritingOf(entry, conversionStrategy);
    const needs: DeliveryNeed[] = [];
    let names: Pick<FurtherKeys, 'naming' | 'untold'> = {};
    if (isReadable && extract.isGiven) {
      const need = this.needAt(entry, extract);
      if (need) needs.push(need);
    } else if (isReadable && find.isGiven) {
      const asked = this.askedBy(entry);
      if (asked !== undefined && asked !== 'another') {
        const found = findingOf(find, asked.source, this.request.resource, this.app.settings.externalSecretsVersion);
        if (found.need) needs.push(found.need);
        if (found.problem) this.miss(found.at ?? find, found.problem);
        const hidden = asked.prefixesNames ? { at: find, problem: PREFIXED } : untold;
        if (found.hasPlainNames) names = hidden ? { untold: this.unfollowed(hidden.at, hidden.problem) } : { naming };
      }
    } else if (isReadable && !entry.at('sourceRef', 'generatorRef').isGiven) {
      this.miss(entry, 'the entry has neither extract nor find nor a generator');
    }
    // Of another store it is no matter of ours.
    if (untried !== undefined && needs.length > 0) this.miss(untried.at, untried.problem);
    this.needs.push(...needs);
    for (const name of added) this.keys.set(name, needs);
    this.further.push({ needs, ...names });
  }

  private unfollowed({ path }: Field, message: string): Unfollowed {
    return { resource: this.request.resource, at: path, message };
  }

  private isReadable(parts: readonly (readonly [PartName, Field])[]): boolean {
    const misspelt = parts.flatMap(([part, field]) => misspeltFieldsIn(part, field));
    for (const { at, problem } of misspelt) this.miss(at, problem);
    return misspelt.length === 0;
  }

  private needAt(entry: Field, remote: Field): DeliveryNeed | undefined {
    const asked = this.askedBy(entry);
    if (asked === undefined || asked === 'another') return undefined;
    const field = remote.text('key');
    if (field.value === undefined) {
      this.miss(field.isGiven ? field : remote, field.isGiven ? `key is ${shown(field.raw)}` : 'it names no key');
      return undefined;
    }
    const { source } = asked;
    const remoteKey = remoteKeyIn(field.value, source.path, this.app.settings.externalSecretsVersion);
    if ('problem' in remoteKey) {
      this.miss(field, remoteKey.problem);
      return undefined;
    }
    return {
      source: { ...source, path: remoteKey.path, recursive: false },
      key: remoteKey.key,
      resource: this.request.resource,
      at: field.path,
      optional: false,
    };
  }

  /** Of which store an entry asks: its own, or that of the whole. */
  private askedBy(entry: Field): Asked | 'another' | undefined {
    if (entry.at('sourceRef', 'generatorRef').isGiven) return 'another';
    const [own, common] = [entry.at('sourceRef', 'storeRef'), this.request.spec.at('secretStoreRef')];
    const reference = storeReferenceAt(own) ?? storeReferenceAt(common);
    if (reference === undefined) {
      this.miss(entry, 'it names no store');
      return undefined;
    }
    const found = sourceReferredTo(this.app, reference, this.request);
    if ('problem' in found) {
      this.miss(reference.field.at('name'), found.problem);
      return undefined;
    }
    if (!('source' in found)) return 'another';
    this.asksInfisical = true;
    return found;
  }
}
