import { propertyName, stringLiteral } from '../../../cli/typescript/literal';

/** Texts that would end the literal, or be another thing than they seem. */
const TEXTS = [
  `'`,
  `"`,
  '\\',
  `\\'`,
  '\n',
  '\r\n',
  '`${x}`',
  '\0',
  '\u001b[31m',
  '\u0085',
  '\u2028\u2029',
  '\u202e\u2066\u200b\ufeff',
  '\ud800',
  '\udc00x',
  '😀',
  '\u{e0041}',
  '</script>',
  '</SCRIPT>',
  '<!--',
  '*/',
  'é',
];

test.each(TEXTS)('the literal of %j is the text, and shows all of it', (text) => {
  const literal = stringLiteral(`a${text}b`);
  expect(new Function(`return ${literal}`)()).toBe(`a${text}b`);
  expect(literal).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|<\/script|<!--/iu);
});

test.each([
  ["it's", `"it's"`],
  [`tr '-' '_' <<< "$x"`, `"tr '-' '_' <<< \\"$x\\""`],
  [`'a' is "b"`, `'\\'a\\' is "b"'`],
  ['say "it"', `'say "it"'`],
])('the literal of %j has the quotes that a formatter would give it', (text, literal) => {
  expect(stringLiteral(text)).toBe(literal);
});

test.each([...TEXTS, 'a', 'a-b', '1', '', '__proto__', 'constructor', 'class'])(
  'the property %j is one of its own',
  (name) => {
    const object = new Function(`return { ${propertyName(name)}: { x: 1 } }`)();
    expect(Object.keys(object)).toEqual([name]);
    expect(Object.getPrototypeOf(object)).toBe(Object.getPrototypeOf(new Function('return {}')()));
  },
);
