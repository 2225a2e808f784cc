// How the real CLI ends when it cannot go on: everything on stderr, exit code 1.
const TITLES = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests' };

exports.say = (line) => process.stdout.write(`${line}\n`);

/** Ends with lines alone. */
exports.endWith = (...lines) => {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exit(1);
};

/** Ends with an error and hints; an answer of the server that nothing was wrapped around is set out in lines. */
exports.endWithError = (error, ...hints) => {
  if (error.answer === undefined) exports.endWith(`error: ${error.text}`, ...hints);
  const { address, origin, id, status, message, context, details } = error.answer;
  const bullets = hints.map((hint) => `  • ${hint}`);
  exports.endWith(
    `Request: GET ${address}`,
    `Instance: ${origin}`,
    `Request ID: ${id}`,
    `Response Code: ${status} ${TITLES[status]}`,
    `Message: ${message}`,
    ...(context === undefined ? [] : ['Context: ', `  ${context}`, '']),
    ...(details === undefined
      ? bullets
      : ['Details:', ...bullets, ...details.map((one) => `  • ${JSON.stringify(one)}`)]),
    ' '.repeat(40),
    'If this issue continues, get support at https://infisical.com/slack',
  );
};
