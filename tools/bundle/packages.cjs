/** The folders of the libraries that sources come from, such as `node_modules/yaml`. */
function packagesOf(inputs) {
  return [...new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []))].sort();
}

module.exports = { packagesOf };
