/** Whether a version such as 0.43.121 is another one or newer. */
exports.isAtLeast = (version, other) => {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const at = a.findIndex((number, i) => number !== b[i]);
  return at === -1 || a[at] > b[at];
};
