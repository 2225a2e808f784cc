// The public API as a file that people review: what users can write, one member a line, without texts and places in the
// sources. From it comes back what jsii-diff reads.

const MEMBERS = ['members', 'methods', 'properties'];

/** @param assembly of jsii */
function recordOf(assembly) {
  const names = Object.keys(assembly.types).sort();
  const types = names.map((name) => typeText(shortName(name, assembly), assembly.types[name]));
  const { name, schema } = assembly;
  return `{\n"name": "${name}",\n"schema": "${schema}",\n"types": {\n${types.join(',\n')}\n}\n}\n`;
}

function typeText(name, { fqn: _, assembly: __, name: ___, ...type }) {
  const { initializer, ...plain } = withoutMembers(bare(type));
  const lines = [
    ...(initializer === undefined ? [] : [`  "initializer": ${JSON.stringify(initializer)}`]),
    ...MEMBERS.filter((group) => type[group] !== undefined).map((group) => groupText(group, type)),
  ];
  const head = JSON.stringify(plain).slice(1, -1);
  return `"${name}": {${[head, ...lines].join(',\n')}}`;
}

function groupText(group, type) {
  const members = [...type[group]].sort((one, other) => (one.name < other.name ? -1 : 1));
  const lines = members.map((member) => `    ${JSON.stringify(memberOf(member, type))}`);
  return `  "${group}": [\n${lines.join(',\n')}\n  ]`;
}

/** A prop is what a struct has: each can be read only. */
function memberOf(member, { datatype }) {
  const { abstract: _, immutable: __, ...prop } = bare(member);
  const { name, ...others } = datatype ? prop : bare(member);
  return { name, ...others };
}

function withoutMembers(type) {
  return Object.fromEntries(Object.entries(type).filter(([key]) => !MEMBERS.includes(key)));
}

/** Of texts, only that something is deprecated or experimental counts. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, one]) => {
    if (key === 'locationInModule' || key === 'symbolId') return [];
    if (key !== 'docs') return [[key, bare(one)]];
    const { deprecated, stability } = one;
    return deprecated === undefined && stability === undefined ? [] : [[key, { deprecated, stability }]];
  });
  return Object.fromEntries(entries);
}

function shortName(fqn, { name }) {
  return fqn.slice(name.length + 1);
}

/** What jsii-diff reads. */
function assemblyOf({ name: assembly, schema, types }) {
  const whole = Object.entries(types).map(([name, type]) => {
    const properties = type.properties?.map((one) =>
      type.datatype ? { abstract: true, immutable: true, ...one } : one,
    );
    return [`${assembly}.${name}`, { assembly, fqn: `${assembly}.${name}`, name, ...type, properties }];
  });
  return { name: assembly, schema, version: '0.0.0', jsiiVersion: '0.0.0', types: Object.fromEntries(whole) };
}

module.exports = { assemblyOf, recordOf };
