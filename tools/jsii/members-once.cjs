// Takes what is inherited out of what jsii-docgen writes, which repeats it for each type: a member stands where it is
// declared, and each type says what it extends.

const TYPE = /^### \S+ <a name="[^"]*" id="([^"]*)"><\/a>$/;
const GROUP = /^#### [^<]*<a name="(?:Methods|Static Functions|Properties|Constants)" /;
const MEMBER = /^##### .*<a name="[^"]*" id="([^"]*)"><\/a>$/;
const ROW = /^\| <code><a href="#([^"]*)">/;

/**
 * @param markdown as jsii-docgen writes it
 * @param types of the assembly of jsii, by their full names
 */
function withMembersOnce(markdown, types) {
  return partsAt(markdown, TYPE)
    .map((section) => {
      const type = types[TYPE.exec(firstLine(section))?.[1]];
      return type === undefined ? section : withOwnMembers(section, type, types);
    })
    .join('\n');
}

function withOwnMembers(section, type, types) {
  const isInherited = (id) =>
    isDeclaredElsewhere(id.slice(type.fqn.length + 1).replace(/^property\./, ''), type, types);
  const [head, ...groups] = partsAt(section, /^#### /);
  const left = groups.flatMap((group) => {
    if (!GROUP.test(group)) return [group];
    const [table, ...members] = partsAt(group, MEMBER);
    const rows = table.split('\n').filter((line) => !ROW.test(line) || !isInherited(ROW.exec(line)[1]));
    if (!rows.some((line) => ROW.test(line))) return [];
    return [rows.join('\n'), ...members.filter((member) => !isInherited(MEMBER.exec(firstLine(member))[1]))];
  });
  return [head, ...extension(type, types), ...left].join('\n');
}

/** What a class of another package gives is told there; what a struct of another package gives are props of ours, too. */
function isDeclaredElsewhere(name, type, types) {
  if (namesOf(type).includes(name)) return false;
  return type.datatype !== true || ancestorsOf(type, types).some((one) => namesOf(one).includes(name));
}

function ancestorsOf(type, types) {
  const own = extendedBy(type).flatMap((name) => types[name] ?? []);
  return own.flatMap((one) => [one, ...ancestorsOf(one, types)]);
}

function namesOf({ methods = [], properties = [] }) {
  return [...methods, ...properties].map(({ name }) => name);
}

function extendedBy({ base, interfaces = [] }) {
  return [...(base === undefined ? [] : [base]), ...interfaces];
}

function extension(type, types) {
  const extended = extendedBy(type);
  if (extended.length === 0) return [];
  const links = extended.map((name) => (name in types ? `<a href="#${name}">${types[name].name}</a>` : name));
  return [`- *Extends:* ${links.join(', ')}\n`];
}

/** Cut before each line that fits. */
function partsAt(text, start) {
  const parts = [[]];
  for (const line of text.split('\n')) {
    if (start.test(line)) parts.push([]);
    parts.at(-1).push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

function firstLine(text) {
  return text.slice(0, text.indexOf('\n'));
}

module.exports = { withMembersOnce };
