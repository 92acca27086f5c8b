'use strict';
/* Written for any Node, because an old one has to read it: no newer syntax than of 2009, and no import. */

/** Why a version of Node is refused, in one sentence; undefined if `range` has it: `^20.19.0 || >=24.0.0`. */
module.exports = function whyUnsupported(version, range) {
  var given = numbersOf(version);
  var isSupported = range.split(' || ').some(function (alternative) {
    var least = numbersOf(alternative);
    if (alternative.charAt(0) === '^' && given[0] !== least[0]) return false;
    return compare(given, least) >= 0;
  });
  return isSupported
    ? undefined
    : 'This needs Node ' +
        range +
        ', and this is Node ' +
        version +
        '. Install one of those, then: npm ci';
};

function numbersOf(text) {
  return text.replace(/^\D+/, '').split('.').map(Number);
}

function compare(one, other) {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
