import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { errorOfPatches } from './failing-patch';
import { withFastJson } from './fast-json';
import { inWritingOrder } from './writing-order';

/** A finished object, or why there is none. */
export interface RenderedObject {
  readonly object: ApiObject;
  readonly json?: unknown;
  readonly error?: unknown;
}

/** What is kept of an app for one synthesis. */
interface Rendering {
  /** What each object had as its `toJson`; while the synthesis lasts, one of ours stands in its place. */
  readonly own: Map<ApiObject, Own>;
  /** Absent until all objects are rendered: before that, validations may still change constructs. */
  finished?: Map<ApiObject, RenderedObject>;
  /** All constructs that there were then. */
  constructs?: readonly IConstruct[];
}

interface Own {
  readonly toJson: () => unknown;
  readonly property: PropertyDescriptor | undefined;
  /** What stands in its place. */
  readonly kept: () => unknown;
}

const RENDERING = Symbol.for('cdk8s-infisical.rendering');
type Rendered = IConstruct & { [RENDERING]?: Rendering | undefined };

/**
 * Runs a synthesis of an app, or a part of one: its objects are rendered once, the first time that somebody asks for all
 * of them, and everybody else gets that until the outermost run ends.
 */
export function withOneRendering<T>(app: IConstruct, run: () => T): T {
  const root: Rendered = app;
  if (root[RENDERING] !== undefined) return run();
  const rendering: Rendering = { own: new Map() };
  Object.defineProperty(root, RENDERING, { value: rendering, configurable: true });
  try {
    return withFastJson(() => {
      for (const object of objectsAmong(root.node.findAll())) takeOver(object, rendering);
      return run();
    });
  } finally {
    for (const [object, own] of rendering.own) giveBack(object, own);
    Object.defineProperty(root, RENDERING, { value: undefined, configurable: true });
  }
}

/** One rendering of each of several apps that are synthesized together. */
export function withOneRenderingEach<T>(apps: readonly IConstruct[], run: () => T): T {
  const [first, ...others] = apps;
  return first === undefined ? run() : withOneRendering(first, () => withOneRenderingEach(others, run));
}

/** Tells one synthesis of an app from all others; undefined where none is going on. */
export function renderingOf(root: Rendered): object | undefined {
  return root[RENDERING];
}

/** Whether the objects are rendered already, so that nothing changes them any more. */
export function isRendered(root: Rendered): boolean {
  return root[RENDERING]?.finished !== undefined;
}

/**
 * All objects of an app, finished, in the order in which they are declared. They are rendered in the order in which they
 * are written, as lazy values may depend on it; one of these may add or remove objects, too.
 */
export function renderedObjects(root: Rendered): RenderedObject[] {
  const rendering = root[RENDERING];
  if (rendering === undefined) return withOneRendering(root, () => renderedObjects(root));
  const finished = rendering.finished ?? finish(root, rendering);
  const objects: RenderedObject[] = [];
  for (const construct of rendering.constructs ?? []) {
    const object = finished.get(construct as ApiObject);
    if (object !== undefined) objects.push(object);
  }
  return objects;
}

/** All constructs of an app: while it is synthesized, those that its finished objects come from. */
export function constructsOf(root: Rendered): readonly IConstruct[] {
  return root[RENDERING]?.constructs ?? root.node.findAll();
}

/** The finished object, for whoever writes it and nobody else: it is kept no longer. */
export function takeJson(object: ApiObject): unknown {
  const finished = (object.node.root as Rendered)[RENDERING]?.finished;
  const rendered = finished?.get(object);
  if (rendered === undefined) return object.toJson();
  if ('error' in rendered) throw rendered.error;
  finished?.delete(object);
  return rendered.json;
}

/** The finished object, to be read; undefined where there is none, which others tell. */
export function finishedJson(object: ApiObject): unknown {
  const finished = (object.node.root as Rendered)[RENDERING]?.finished;
  if (finished !== undefined) return finished.get(object)?.json;
  try {
    return object.toJson();
  } catch {
    return undefined;
  }
}

/** Objects that lazy values add may have lazy values, too. */
const MOST_ROUNDS = 100;

/** Renders all objects of the tree. */
function finish(root: IConstruct, rendering: Rendering): Map<ApiObject, RenderedObject> {
  const finished = new Map<ApiObject, RenderedObject>();
  let all: readonly IConstruct[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    all = root.node.findAll();
    const news = new Set(objectsAmong(all).filter((object) => !finished.has(object)));
    if (news.size === 0) break;
    for (const object of [...inWritingOrder(root, all), ...news]) {
      if (!news.delete(object)) continue;
      takeOver(object, rendering);
      finished.set(object, attempt(object, rendering));
    }
  }
  rendering.finished = finished;
  rendering.constructs = all;
  return finished;
}

function attempt(object: ApiObject, rendering: Rendering): RenderedObject {
  try {
    return { object, json: render(object, rendering) };
  } catch (error) {
    return { object, error: errorOfPatches(object, () => render(object, rendering)) ?? error };
  }
}

function render(object: ApiObject, { own }: Rendering): unknown {
  const toJson = own.get(object)?.toJson ?? object.toJson;
  return withoutTraces(object, () => toJson.call(object));
}

/** cdk8s-plus adds the rules of `spread: true` to those of the workload as often as it renders it. */
function withoutTraces<T>({ node: { scope } }: ApiObject, run: () => T): T {
  const { spread, scheduling } = (scope ?? {}) as { spread?: unknown; scheduling?: object };
  if (spread !== true || typeof scheduling !== 'object') return run();
  const lists = Object.values(scheduling).filter((value) => Array.isArray(value));
  const lengths = lists.map(({ length }) => length);
  try {
    return run();
  } finally {
    lists.forEach((list, i) => {
      list.length = lengths[i];
    });
  }
}

/**
 * Has everybody who renders the object get what is kept, as a copy that is theirs to change. Where somebody has put
 * another `toJson` there since, which may ask the one before, that is the object's own now.
 */
function takeOver(object: ApiObject, rendering: Rendering): void {
  if (rendering.own.get(object)?.kept === object.toJson) return;
  const property = Object.getOwnPropertyDescriptor(object, 'toJson');
  const { toJson } = object;
  // Hosts of other languages keep some for themselves.
  if (property?.configurable === false || typeof toJson !== 'function') return;
  const kept = () => {
    const isCurrent = (object.node.root as Rendered)[RENDERING] === rendering;
    if (!isCurrent || rendering.own.get(object)?.kept !== kept) return toJson.call(object);
    const rendered = rendering.finished?.get(object);
    if (rendered === undefined) return render(object, rendering);
    if ('error' in rendered) throw rendered.error;
    return copyOf(rendered.json, new Map());
  };
  rendering.own.set(object, { toJson, property, kept });
  Object.defineProperty(object, 'toJson', { value: kept, writable: true, configurable: true });
}

function giveBack(object: ApiObject, { property, kept }: Own): void {
  // What somebody has put there in the meantime stays.
  if (object.toJson !== kept) return;
  if (property === undefined) Reflect.deleteProperty(object, 'toJson');
  else Object.defineProperty(object, 'toJson', property);
}

/** A copy in which what was one object still is one. */
function copyOf(value: unknown, copies: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    copies.set(value, list);
    for (const item of value) list.push(copyOf(item, copies));
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: object = {};
  copies.set(value, copy);
  for (const [key, item] of Object.entries(value)) {
    // A plain assignment of __proto__ would set the prototype.
    Object.defineProperty(copy, key, {
      value: copyOf(item, copies),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

function objectsAmong(all: readonly IConstruct[]): ApiObject[] {
  return all.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}
