import { execFileSync } from 'node:child_process';

/**
 * PyYAML, which knows nothing of this project: it changes files as a person would, and compares what the diff tells of
 * them with what it reads itself. Items of lists go by their names, other lists are one value.
 */
const PROGRAM = `
import copy, json, os, random, re, sys, yaml

# As go-yaml reads it; PyYAML itself takes y and n for texts.
yaml.SafeDumper.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile('^[yYnN]$'), list('yYnN'))

def read(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            if not name.endswith('.yaml'): continue
            path = os.path.join(base, name)
            documents = [d for d in yaml.load_all(open(path), Loader=yaml.SafeLoader) if isinstance(d, dict)]
            for o in [o for d in documents for o in d.get('items', [d])]:
                if 'kind' not in o: continue
                m = o.get('metadata', {})
                found[(os.path.dirname(os.path.relpath(path, folder)), o['kind'], m.get('namespace'), m.get('name'))] = o
    return found

def keyed(items):
    names = [i.get('name') for i in items if isinstance(i, dict)]
    return len(names) == len(items) and None not in names and len(set(names)) == len(names)

def flat(value, whole, path=()):
    if isinstance(value, dict) and value:
        for key, item in value.items(): yield from flat(item, whole, path + (json.dumps(key).strip('"'),))
    elif isinstance(value, list) and value and keyed(value) and path not in whole:
        for item in value: yield from flat({k: v for k, v in item.items() if k != 'name'} or '', whole, path + (item['name'],))
    else: yield path, json.dumps(value, default=str)

# A list that is one value before or after is so on both sides.
def lists(value):
    for at, text in flat(value, ()):
        if text.startswith('[') and text != '[]': yield at

def changed(folder, out, seed):
    rng = random.Random(seed)
    def edit(value):
        if isinstance(value, dict):
            return {k: v if k in ('name', 'namespace', 'kind', 'apiVersion') else edit(v) for k, v in value.items() if k in ('name', 'metadata', 'kind', 'apiVersion', 'spec', 'template', 'namespace') or rng.random() > .04}
        if isinstance(value, list):
            items = [edit(i) for i in value if rng.random() > .1]
            if items and rng.random() < .2: items.insert(rng.randrange(len(items) + 1), {'name': 'put-in', 'value': 'a'} if keyed(items) else 'put-in' if isinstance(items[0], str) else copy.deepcopy(items[0]))
            if rng.random() < .15: rng.shuffle(items)
            return items
        return 'other' if isinstance(value, str) and rng.random() < .05 else value
    for base, _, names in os.walk(folder):
        for name in names:
            if not name.endswith('.yaml'): continue
            path = os.path.join(base, name)
            target = os.path.join(out, os.path.relpath(path, folder))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            documents = [edit(d) for d in yaml.safe_load_all(open(path)) if d]
            yaml.safe_dump_all(documents, open(target, 'w'), sort_keys=False)

def parts(path):
    return tuple(''.join(m) for m in re.findall(r'\\["([^"]*)"\\]|\\[([^\\]"]*)\\]|([^.\\[\\]]+)', path))

def judge(old, new, document):
    before, after = read(old), read(new)
    told = {}
    for o in document['objects']: told.setdefault((o['environment'], o['kind'], o.get('namespace'), o['name']), []).append(o)
    problems = []
    for key in sorted(set(before) | set(after), key=str):
        objects = told.pop(key, [])
        kind = 'removed' if key not in after else 'added' if key not in before else 'changed'
        sides = before.get(key, {}), after.get(key, {})
        whole = {path for side in sides for path in lists(side)}
        was, now = (dict(flat(side, whole)) for side in sides)
        paths = {p for p in set(was) | set(now) if was.get(p) != now.get(p)}
        if kind == 'changed':
            fields = [f for o in objects for f in o['fields']]
            places = [parts(f['path']) for f in fields]
            covers = lambda place, path: path[:len(place)] == place or place[:len(path)] == path
            problems += [[*map(str, key), 'untold', *p] for p in paths if not any(covers(place, p) for place in places)]
            problems += [[*map(str, key), 'told', *place] for f, place in zip(fields, places) if f['change'] != 'moved' and not any(covers(place, p) for p in paths)]
        elif [o['change'] for o in objects] != [kind]: problems.append([*map(str, key), kind])
    return {'problems': problems + [list(map(str, k)) for k in told], 'objects': len(before)}

if sys.argv[1] == 'change': changed(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else: print(json.dumps(judge(sys.argv[2], sys.argv[3], json.load(sys.stdin))))
`;

/** Writes the files of a folder with random changes into another one. */
export function writeChanged(folder: string, target: string, seed: number): void {
  execFileSync('python3', ['-c', PROGRAM, 'change', folder, target, String(seed)]);
}

export interface Judgement {
  readonly objects: number;
  /** What is told and not so, and what is so and not told. */
  readonly problems: readonly string[][];
}

export function judgedDiff(old: string, next: string, diff: object): Judgement {
  const args = ['-c', PROGRAM, 'judge', old, next];
  return JSON.parse(execFileSync('python3', args, { input: JSON.stringify(diff), encoding: 'utf8' }));
}
