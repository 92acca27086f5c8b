/** A bundle that does what its event says. */
export const bundle = `
const doing = {
  pid: () => process.pid,
  echo: ({ value }) => value,
  nothing: () => undefined,
  throw: () => { throw new TypeError('Unauthorized'); },
  die: () => process.exit(3),
  sleep: ({ ms }) => new Promise((resolve) => setTimeout(resolve, ms, process.pid)),
  now: () => [Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date],
  environment: () => process.env,
  log: ({ lines }) => {
    for (let line = 0; line < lines; line += 1) { console.log('a line'); console.error('another'); }
    process.stdout.write('not ended');
  },
  post: ({ url }) => new Promise((resolve) => {
    require('node:http').request(url, { method: 'POST' }, ({ statusCode }) => resolve({ status: statusCode }))
      .on('error', ({ code }) => resolve({ code }))
      .end('x');
  }),
};
exports.handler = async (event, context) => event.do === 'context'
  ? { ...context, left: context.getRemainingTimeInMillis() }
  : doing[event.do](event);
`;
